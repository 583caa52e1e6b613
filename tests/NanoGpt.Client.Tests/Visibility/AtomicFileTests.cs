using System.Runtime.Versioning;

namespace NanoGpt.Client.Tests;

/// <summary>A file is the old one or the new one, and nothing else is left behind.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private static readonly byte[] Old = "old"u8.ToArray();
    private static readonly byte[] New = "new"u8.ToArray();

    private readonly string folder = Directory.CreateTempSubdirectory("NanoGpt.AtomicFile.").FullName;

    private string Target => Path.Combine(folder, "file.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_is_made_or_replaced()
    {
        AtomicFile.Write(Target, Old);
        Is(Old);
        AtomicFile.Write(Target, New);
        Is(New);
    }

    [Fact]
    public void A_name_may_be_as_long_as_names_can_be()
    {
        var path = Path.Combine(folder, new string('x', 250));

        AtomicFile.Write(path, New);
        AtomicFile.Write(path, New);

        Assert.Equal(New, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_name_that_is_too_long_leaves_nothing()
    {
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Path.Combine(folder, new string('x', 300)), New));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void Where_a_folder_stands_nothing_is_written()
    {
        Directory.CreateDirectory(Target);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(Target, New));

        Assert.Equal([Target], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void Where_there_is_no_folder_nothing_is_written()
    {
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(folder, "none", "file"), New));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void A_file_that_is_there_stays_when_none_is_to_be_replaced()
    {
        File.WriteAllBytes(Target, Old);

        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Target, New, noClobber: true));

        Is(Old);
        File.Delete(Target);
        AtomicFile.Write(Target, New, noClobber: true);
        Is(New);
    }

    [Fact]
    public void A_read_only_file_takes_force_and_stays_read_only()
    {
        File.WriteAllBytes(Target, Old);
        File.SetAttributes(Target, FileAttributes.ReadOnly);
        try
        {
            Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(Target, New));
            Is(Old);
            AtomicFile.Write(Target, New, force: true);
            Is(New);
            Assert.True(AtomicFile.IsReadOnly(Target));
        }
        finally
        {
            File.SetAttributes(Target, FileAttributes.Normal);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Permissions_stay_as_they_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "It has others.");
        File.WriteAllBytes(Target, Old);
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherExecute);

        AtomicFile.Write(Target, New);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherExecute, File.GetUnixFileMode(Target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_link_stays_and_its_target_is_written(bool isThere)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take rights there.");
        var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        var link = Path.Combine(folder, "link");
        if (isThere) File.WriteAllBytes(Path.Combine(other, "file"), Old);
        File.CreateSymbolicLink(link, Path.Combine("other", "file"));

        AtomicFile.Write(link, New);

        Assert.Equal(Path.Combine("other", "file"), new FileInfo(link).LinkTarget);
        Assert.Equal(New, File.ReadAllBytes(Path.Combine(other, "file")));
        Assert.Single(Directory.EnumerateFileSystemEntries(other));
    }

    [Fact]
    public void A_link_that_leads_in_a_circle_is_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take rights there.");
        File.CreateSymbolicLink(Target, Target);

        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Target, New));
    }

    [Fact]
    public async Task Whoever_reads_meanwhile_reads_a_whole_file()
    {
        AtomicFile.Write(Target, LongFile.Content(0));
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var round = 1; !enough.IsCancellationRequested; round++) AtomicFile.Write(Target, LongFile.Content(round));
        }, TestContext.Current.CancellationToken);
        try
        {
            // However the two take turns: so many files that replaced each other have been read. A writer that has ended has failed.
            HashSet<byte> met = [];
            while (met.Count < 50 && !writing.IsCompleted)
            {
                using var file = new FileStream(Target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var content = new byte[file.Length];
                file.ReadExactly(content);
                Assert.True(LongFile.IsWhole(content));
                met.Add(content[0]);
            }
        }
        finally
        {
            await enough.CancelAsync();
            await writing;
        }
    }

    [Fact]
    public async Task Whoever_is_killed_while_writing_leaves_a_whole_file()
    {
        using var other = await OtherProcess.StartAsync(Program.WriteFile, Target);

        await other.KillAsync();

        Assert.True(LongFile.IsWhole(File.ReadAllBytes(Target)));
    }

    private void Is(byte[] content)
    {
        Assert.Equal(content, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.EnumerateFileSystemEntries(folder));
    }
}
