"""The story of one share: a bundle that is stored gets more recipients by the next revision of its offer.

Promises: no byte of the bundle is sent again; whatever goes wrong, it stays stored as it was, with the reason told.
"""

from __future__ import annotations

from engine import journal_sends, journal_transfers
from engine.errors import TowlineError
from engine.journal import Db
from engine.send_offer import Steps
from engine.send_story import Story


class Sharing(Story):
    def _story(self) -> Steps[None]:
        self.phase = "sending"
        cluster_id, topic = self._loop.topic()
        if (self._row["cluster_id"], self._row["topic_id"]) != (cluster_id, topic.topic_id):
            raise TowlineError("topic-anew")
        yield from self._begin()
        yield from self._offers.share(title=self._title)

    def fail(self, db: Db, error: TowlineError) -> None:
        journal_sends.update(db, self.id, share=0)
        self.meet(db, error)

    def meet(self, db: Db, error: TowlineError) -> None:
        sentence, details = f"Not shared yet: {error.sentence}", error.details
        journal_transfers.tell(db, self.id, "not-shared", sentence, verdict=error.verdict, details=details)

    def anew(self) -> Story:
        return Sharing(self._loop, self.id)

    def can_shrink(self) -> bool:
        return False
