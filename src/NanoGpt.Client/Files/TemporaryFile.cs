namespace NanoGpt;

/// <summary>The temporary files of <see cref="AtomicFile"/>. A process that is killed leaves them behind.</summary>
internal static class TemporaryFile
{
    private const string Extension = ".tmp";

    // The target's name may be as long as names can be.
    private const int MaxNameLength = 50;

    private static readonly int IdLength = NewId().Length;

    // Nobody takes so long to write one.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    /// <summary>A new path in the folder of the target.</summary>
    public static string PathFor(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $"{Prefix(target)}{NewId()}{Extension}");

    /// <summary>Deletes those of the same target that are too old to be in use. Those that cannot be deleted stay.</summary>
    public static void DeleteStale(string target)
    {
        var prefix = Prefix(target);
        var newest = DateTime.UtcNow - MaxAge;
        try
        {
            foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, "*" + Extension))
                if (IsTemporary(Path.GetFileName(path), prefix) && File.GetLastWriteTimeUtc(path) < newest)
                    File.Delete(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The target is written all the same.
        }
    }

    private static bool IsTemporary(string name, string prefix) =>
        name.Length == prefix.Length + IdLength + Extension.Length
        && name.StartsWith(prefix, StringComparison.Ordinal)
        && name.EndsWith(Extension, StringComparison.Ordinal)
        && Guid.TryParseExact(name.Substring(prefix.Length, IdLength), "N", out _);

    private static string Prefix(string target)
    {
        var name = Path.GetFileName(target);
        if (name.Length > MaxNameLength) name = name.Remove(char.IsHighSurrogate(name[MaxNameLength - 1]) ? MaxNameLength - 1 : MaxNameLength);
        return $".{name}.";
    }

    private static string NewId() => Guid.NewGuid().ToString("N");
}
