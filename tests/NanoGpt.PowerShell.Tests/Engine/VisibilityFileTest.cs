namespace NanoGpt.Tests.Engine;

/// <summary>The base class of tests of visibility files. Each test has its own folder: <c>$folder</c> in scripts.</summary>
public abstract class VisibilityFileTest : PlanTest
{
    /// <summary>The visibility file for <see cref="PlanTest.Document"/>.</summary>
    private protected static readonly string Content = """
        {
          "format": "NanoGpt.ModelVisibility/1",
          "visibleTextModels": {
            "gone": true,
            "openai/gpt-5.2": true,
            "openai/gpt-5.5": false
          },
          "modelCategories": {
            "openai/gpt-5.2": "General"
          }
        }

        """.ReplaceLineEndings("\n");

    private protected VisibilityFileTest(SandboxFixture sandbox) : base(sandbox)
    {
        Shell["folder"] = Folder;
        Shell["path"] = FilePath;
    }

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("NanoGpt.Engine.").FullName;

    /// <summary>Gets the path of a file that does not exist: <c>$path</c> in scripts.</summary>
    private protected string FilePath => PathOf("visibility.json");

    private protected IEnumerable<string?> FileNames => Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    public override void Dispose()
    {
        base.Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected string PathOf(string name) => Path.Combine(Folder, name);
}
