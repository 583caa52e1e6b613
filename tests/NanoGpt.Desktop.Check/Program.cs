using System.Reflection;
using NanoGpt.Desktop.Check;

// As Windows PowerShell does: it loads the module's assembly by its path, and what that refers to from the same folder.
AppDomain.CurrentDomain.AssemblyResolve += (_, wanted) =>
{
    var file = Path.Combine(Folders.Desktop, new AssemblyName(wanted.Name).Name + ".dll");
    return File.Exists(file) ? Assembly.LoadFrom(file) : null;
};

return await Checks.RunAllAsync();
