// Runs the demo in the PowerShell engine, for machines without PowerShell. The argument is the address of the sandbox.
using var shell = new EngineShell(Console.Out);
var result = shell.Show("& $args[0] -BaseUri $args[1]", Repository.PathOf("samples/Demo.ps1"), args[0]);
return result.TerminatingError is null ? 0 : 1;
