#!/bin/sh
# A disk image for macOS from dist/Towline.app, which `python3 packaging/dev.py build` makes: make_dmg.sh VERSION
# Written from Apple's manual pages (codesign, notarytool, hdiutil). It has never run, and neither has the program on macOS.
# Without SIGN_AS (a "Developer ID Application" certificate) and NOTARY_PROFILE (of `notarytool store-credentials`) the
# program is signed for this computer only, and Gatekeeper of another one refuses it.
set -eu
cd "$(dirname "$0")/../.."
version=${1:?say which version: make_dmg.sh 0.1.0}
app=dist/Towline.app
image=dist/towline-$version-$(uname -m).dmg

# Java and the libraries come with signatures of others; the outermost is signed last.
find "$app" -type f \( -name '*.dylib' -o -name '*.so' -o -perm -100 \) -exec \
    codesign --force --options runtime --timestamp --sign "${SIGN_AS:--}" --entitlements packaging/macos/entitlements.plist {} +
codesign --force --options runtime --timestamp --sign "${SIGN_AS:--}" --entitlements packaging/macos/entitlements.plist "$app"
codesign --verify --deep --strict "$app"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$app" "$folder/"
ln -s /Applications "$folder/Applications"
hdiutil create -volname "Towline $version" -srcfolder "$folder" -format UDZO -ov "$image"

if [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
echo "$image"
