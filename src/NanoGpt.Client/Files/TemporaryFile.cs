namespace NanoGpt;

/// <summary>The temporary files of <see cref="AtomicFile"/>. A process that is killed leaves them behind.</summary>
internal static class TemporaryFile
{
    private const string Extension = ".tmp";

    // The name of the target may already have the maximum length.
    private const int MaxNameLength = 50;

    private static readonly int IdLength = NewId().Length;

    // No file takes this long to write.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    /// <summary>Gets a new path in the folder of the target.</summary>
    public static string GetPath(string target) =>
        Path.Combine(Path.GetDirectoryName(target)!, $"{GetPrefix(target)}{NewId()}{Extension}");

    /// <summary>Deletes the temporary files of a target that are too old to be in use, if possible.</summary>
    public static void DeleteStale(string target)
    {
        var prefix = GetPrefix(target);
        var newest = DateTime.UtcNow - MaxAge;
        try
        {
            foreach (var path in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, "*" + Extension))
                if (IsTemporary(Path.GetFileName(path), prefix) && File.GetLastWriteTimeUtc(path) < newest)
                    File.Delete(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // The target has been written; cleaning up is optional.
        }
    }

    private static bool IsTemporary(string name, string prefix) =>
        name.Length == prefix.Length + IdLength + Extension.Length
        && name.StartsWith(prefix, StringComparison.Ordinal)
        && name.EndsWith(Extension, StringComparison.Ordinal)
        && Guid.TryParseExact(name.Substring(prefix.Length, IdLength), "N", out _);

    private static string GetPrefix(string target)
    {
        var name = Path.GetFileName(target);
        if (name.Length > MaxNameLength) name = name.Remove(char.IsHighSurrogate(name[MaxNameLength - 1]) ? MaxNameLength - 1 : MaxNameLength);
        return $".{name}.";
    }

    private static string NewId() => Guid.NewGuid().ToString("N");
}
