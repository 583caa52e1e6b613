using System.Reflection;
using NanoGpt.Desktop.Check;

// Loads assemblies as Windows PowerShell does: the module by its path, and its references from the same folder.
AppDomain.CurrentDomain.AssemblyResolve += (_, request) =>
{
    var file = Path.Combine(Folders.Desktop, new AssemblyName(request.Name).Name + ".dll");
    return File.Exists(file) ? Assembly.LoadFrom(file) : null;
};

return await Checks.RunAllAsync();
