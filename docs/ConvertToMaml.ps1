# Converts the help pages in docs/en-US to the module's help file, with PlatyPS. build.cs runs this script in a new process.
[CmdletBinding()]
param(
    # The folder to write the help file to.
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

function Split-Paragraph([string] $Text) {
    # Get-Help keeps the line breaks of a paragraph and wraps only longer lines. To wrap at the width of the terminal, a
    # paragraph must be one line. List items and lines of code become separate paragraphs, so that they are not joined.
    $paragraphs = [Collections.Generic.List[string]]::new()
    $isCode = $isOpen = $false
    foreach ($line in $Text -split '\r?\n') {
        if ($line -match '^\s*```') {
            $isCode = -not $isCode
            $isOpen = $false
        }
        elseif ($isCode) { $paragraphs.Add("    $line") }
        elseif ([string]::IsNullOrWhiteSpace($line)) { $isOpen = $false }
        elseif ($isOpen -and $line -notmatch '^\s*([-*+]|\d+\.) ') { $paragraphs[$paragraphs.Count - 1] += " $($line.Trim())" }
        else {
            $paragraphs.Add($line.TrimEnd())
            $isOpen = $true
        }
    }
    $paragraphs
}

function Set-Paragraph([Xml.XmlElement] $Element, [string] $Text) {
    $Element.RemoveAll()
    foreach ($paragraph in Split-Paragraph $Text) {
        $Element.AppendChild($Element.OwnerDocument.CreateElement('maml', 'para', $maml)).InnerText = $paragraph
    }
}

function Move-Code([Xml.XmlElement] $Example) {
    # PlatyPS writes the fenced code of an example into its introduction. Get-Help expects it in an element of its own.
    $text = @($Example.introduction.para) -ne [string] [char] 0x80 -join "`n`n"
    if ($text -notmatch '(?s)^(?<before>.*?)```powershell\n(?<code>.*?)\n```(?<after>.*)$') { throw "$($Example.title) has no code." }
    $parts = $Matches.Clone()
    $Example.title = $Example.title.Trim('- ')
    (Get-Child $Example introduction).RemoveAll()
    (Get-Child $Example code).InnerText = $parts.code
    $remarks = Get-Child $Example remarks
    Set-Paragraph $remarks "$($parts.before)`n`n$($parts.after)"
    # The empty paragraph separates the example from the next one.
    $null = $remarks.AppendChild($remarks.OwnerDocument.CreateElement('maml', 'para', $maml))
}

function Add-Default([Xml.XmlElement] $Command, $Page) {
    # PlatyPS reads the default values, but does not write them.
    foreach ($parameter in (Get-Child $Command parameters).ChildNodes) {
        $default = $Page.Parameters | Where-Object Name -eq $parameter.name | ForEach-Object DefaultValue
        $parameter.AppendChild($parameter.OwnerDocument.CreateElement('dev', 'defaultValue', $dev)).InnerText = $default
    }
}

foreach ($page in Get-Item (Join-Path $PSScriptRoot 'en-US/*.md')) {
    if (-not (Test-MarkdownCommandHelp $page.FullName)) { throw "$page does not match the PlatyPS schema. Run Test-MarkdownCommandHelp -DetailView to find the error." }
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
    Add-Default $command ($pages | Where-Object Title -eq $command.details.name)
    foreach ($example in (Get-Child $command examples).ChildNodes) { Move-Code $example }
    # Relative links work only between the pages. In the help, the link text is the name for Get-Help.
    foreach ($link in (Get-Child $command relatedLinks).ChildNodes) { if ($link.uri -notlike 'https:*') { $link.uri = '' } }
}

$namespaces = [Xml.XmlNamespaceManager]::new($help.NameTable)
$namespaces.AddNamespace('maml', $maml)
foreach ($element in @($help.SelectNodes('(//maml:description | //maml:alert)[maml:para]', $namespaces))) {
    Set-Paragraph $element (@($element.para) -join "`n`n")
}

$settings = [Xml.XmlWriterSettings]@{ Indent = $true; NewLineChars = "`n"; Encoding = [Text.UTF8Encoding]::new($false) }
$writer = [Xml.XmlWriter]::Create((Join-Path $Destination 'NanoGpt.PowerShell.dll-Help.xml'), $settings)
try {
    $help.Save($writer)
    $writer.WriteWhitespace("`n")
}
finally { $writer.Dispose() }
