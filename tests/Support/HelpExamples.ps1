# Returns the examples of the help XML file $args[0]. RunsInEngine is true if the PowerShell engine alone has all commands of the
# example. HelpExampleTests runs these examples, and Help.Tests.ps1 runs the others, so that each example runs once.

$help = [xml]::new()
$help.Load($args[0])
$cmdlets = @($help.helpItems.command)
$commands = @([initialsessionstate]::CreateDefault2().Commands.Where{ $_.CommandType -in 'Cmdlet', 'Function' }.Name) +
    $cmdlets.ForEach{ $_.details.name } + 'Get-Secret' # The tests define a substitute for a vault.

foreach ($cmdlet in $cmdlets) {
    foreach ($example in $cmdlet.examples.example) {
        $used = [scriptblock]::Create($example.code).Ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)
        [pscustomobject]@{
            Cmdlet       = $cmdlet.details.name
            Title        = $example.title
            Code         = $example.code
            RunsInEngine = @($used).Where{ $_.GetCommandName() -notin $commands }.Count -eq 0
        }
    }
}
