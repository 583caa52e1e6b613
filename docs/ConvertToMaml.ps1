# Makes the help that ships of the pages under docs/en-US, with PlatyPS. build.ps1 -Task Help starts it in a fresh PowerShell.
[CmdletBinding()]
param(
    # The folder for the help file.
    [Parameter(Mandatory)] [string] $Destination
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 3.0
Import-Module Microsoft.PowerShell.PlatyPS

$maml = 'http://schemas.microsoft.com/maml/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'

function Get-Child([Xml.XmlElement] $Element, [string] $Name) {
    $Element.ChildNodes | Where-Object LocalName -eq $Name
}

function Set-Paragraph([Xml.XmlElement] $Element, [string] $Text) {
    # Each paragraph of the text as one of the help's.
    $Element.RemoveAll()
    foreach ($paragraph in $Text.Trim() -split '\n{2,}' | Where-Object { $_ }) {
        $Element.AppendChild($Element.OwnerDocument.CreateElement('maml', 'para', $maml)).InnerText = $paragraph
    }
}

function Move-Code([Xml.XmlElement] $Example) {
    # PlatyPS leaves the code of an example in its text, between fences; Get-Help has a place for it.
    $text = @($Example.introduction.para) -ne [string] [char] 0x80 -join "`n`n"
    if ($text -notmatch '(?s)^(?<before>.*?)```powershell\n(?<code>.*?)\n```(?<after>.*)$') { throw "There is no code in $($Example.title)." }
    $parts = $Matches.Clone()
    $Example.title = $Example.title.Trim('- ')
    (Get-Child $Example introduction).RemoveAll()
    (Get-Child $Example code).InnerText = $parts.code
    $remarks = Get-Child $Example remarks
    Set-Paragraph $remarks "$($parts.before)`n`n$($parts.after)"
    # Else the next one would follow at once.
    $null = $remarks.AppendChild($remarks.OwnerDocument.CreateElement('maml', 'para', $maml))
}

function Add-Default([Xml.XmlElement] $Command, $Page) {
    # PlatyPS knows the defaults, and leaves them out.
    foreach ($parameter in (Get-Child $Command parameters).ChildNodes) {
        $default = $Page.Parameters | Where-Object Name -eq $parameter.name | ForEach-Object DefaultValue
        $parameter.AppendChild($parameter.OwnerDocument.CreateElement('dev', 'defaultValue', $dev)).InnerText = $default
    }
}

foreach ($page in Get-Item (Join-Path $PSScriptRoot 'en-US/*.md')) {
    if (-not (Test-MarkdownCommandHelp $page.FullName)) { throw "$page does not keep to PlatyPS's schema; Test-MarkdownCommandHelp -DetailView says where." }
}

$folder = Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid())
try {
    $pages = Import-MarkdownCommandHelp (Join-Path $PSScriptRoot 'en-US/*.md')
    $file = $pages | Export-MamlCommandHelp -OutputFolder $folder
    $help = [xml]::new()
    $help.Load($file.FullName)
}
finally { if (Test-Path $folder) { Remove-Item -Recurse $folder } }

foreach ($command in $help.DocumentElement.ChildNodes) {
    Set-Paragraph (Get-Child $command description) $command.description.para
    Set-Paragraph (Get-Child $command.alertSet alert) $command.alertSet.alert.para
    Add-Default $command ($pages | Where-Object Title -eq $command.details.name)
    foreach ($example in (Get-Child $command examples).ChildNodes) { Move-Code $example }
    # Links between the pages lead nowhere in the help: their text is the name to ask for.
    foreach ($link in (Get-Child $command relatedLinks).ChildNodes) { if ($link.uri -notlike 'https:*') { $link.uri = '' } }
}

$settings = [Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [Text.UTF8Encoding]::new($false) }
$writer = [Xml.XmlWriter]::Create((Join-Path $Destination 'NanoGpt.PowerShell.dll-Help.xml'), $settings)
try {
    $help.Save($writer)
    $writer.WriteWhitespace("`n")
}
finally { $writer.Dispose() }
