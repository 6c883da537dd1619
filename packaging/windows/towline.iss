; Inno Setup 6: an installer for Windows from dist\towline, which `python packaging\dev.py build` makes.
;   iscc /DVersion=0.1.0 packaging\windows\towline.iss
; Written from Inno Setup's documentation. It has never run, and neither has the program on Windows. Nothing is signed:
; SmartScreen will warn. For this user without administrator's rights, or for all with them, as the person chooses.

#ifndef Version
  #error Say which version: /DVersion=0.1.0
#endif

[Setup]
AppId={{6E0B3E9A-3C1D-4C57-9A57-70F2C6E6B7A1}
AppName=Towline
AppVersion={#Version}
AppPublisher=The Towline maintainers
LicenseFile=..\..\LICENSE
DefaultDirName={autopf}\Towline
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
OutputDir=..\..\dist
OutputBaseFilename=towline-{#Version}-setup
Compression=lzma2
SolidCompression=yes
ChangesAssociations=yes
ChangesEnvironment=yes
CloseApplications=yes
UninstallDisplayIcon={app}\towlinew.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[CustomMessages]
en.Send=Send with Towline
de.Send=Mit Towline senden
en.Path=Let consoles find the command towline
de.Path=Den Befehl towline in Konsolen verfügbar machen
en.Invitation=Invitation to a Towline team
de.Invitation=Einladung in ein Towline-Team

[Tasks]
Name: "path"; Description: "{cm:Path}"

[InstallDelete]
; what an older version had and this one has not
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\towline\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{autoprograms}\Towline"; Filename: "{app}\towlinew.exe"; Parameters: "window"
; the folder "Send to" takes any number of files at once, which a menu entry of the registry does not
Name: "{usersendto}\Towline"; Filename: "{app}\towlinew.exe"; Parameters: "window"

[Registry]
Root: HKA; Subkey: "Software\Classes\*\shell\Towline"; ValueType: string; ValueData: "{cm:Send}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\*\shell\Towline"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\towlinew.exe"
Root: HKA; Subkey: "Software\Classes\*\shell\Towline\command"; ValueType: string; ValueData: """{app}\towlinew.exe"" window ""%1"""
Root: HKA; Subkey: "Software\Classes\Directory\shell\Towline"; ValueType: string; ValueData: "{cm:Send}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Directory\shell\Towline"; ValueType: string; ValueName: "Icon"; ValueData: "{app}\towlinew.exe"
Root: HKA; Subkey: "Software\Classes\Directory\shell\Towline\command"; ValueType: string; ValueData: """{app}\towlinew.exe"" window ""%1"""
Root: HKA; Subkey: "Software\Classes\.invite\OpenWithProgids"; ValueType: string; ValueName: "Towline.Invitation"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\Towline.Invitation"; ValueType: string; ValueData: "{cm:Invitation}"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\Towline.Invitation\shell\open\command"; ValueType: string; ValueData: """{app}\towlinew.exe"" window ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: NotOnPath

[Run]
Filename: "{app}\towlinew.exe"; Parameters: "window"; Description: "{cm:LaunchProgram,Towline}"; Flags: nowait postinstall skipifsilent

[Code]
function NotOnPath: Boolean;
var
  Known: string;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Known) then
    Known := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Known) + ';') = 0;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Known, Mine: string;
  At: Integer;
begin
  if (Step = usPostUninstall) and RegQueryStringValue(HKCU, 'Environment', 'Path', Known) then
  begin
    Mine := ';' + ExpandConstant('{app}');
    At := Pos(Uppercase(Mine + ';'), Uppercase(Known + ';'));
    if At > 0 then
    begin
      Delete(Known, At, Length(Mine));
      RegWriteExpandStringValue(HKCU, 'Environment', 'Path', Known);
    end;
  end;
end;
