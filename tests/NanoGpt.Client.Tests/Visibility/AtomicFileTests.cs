using System.Runtime.Versioning;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that a file has either its old or its new content and that no temporary file remains.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private static readonly byte[] Old = "old"u8.ToArray();
    private static readonly byte[] New = "new"u8.ToArray();

    private readonly string folder = Directory.CreateTempSubdirectory("NanoGpt.AtomicFile.").FullName;

    private string Target => Path.Combine(folder, "file.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_is_created_or_replaced()
    {
        AtomicFile.Write(Target, Old);
        AssertContent(Old);
        AtomicFile.Write(Target, New);
        AssertContent(New);
    }

    [Fact]
    public void A_file_name_of_250_characters_is_supported()
    {
        var path = Path.Combine(folder, new string('x', 250));

        AtomicFile.Write(path, New);
        AtomicFile.Write(path, New);

        Assert.Equal(New, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_name_that_is_too_long_leaves_no_temporary_file()
    {
        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Path.Combine(folder, new string('x', 300)), New));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void A_folder_is_not_overwritten()
    {
        Directory.CreateDirectory(Target);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(Target, New));

        Assert.Equal([Target], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void A_missing_folder_is_an_error()
    {
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(folder, "none", "file"), New));

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void NoClobber_does_not_replace_an_existing_file()
    {
        File.WriteAllBytes(Target, Old);

        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Target, New, noClobber: true));

        AssertContent(Old);
        File.Delete(Target);
        AtomicFile.Write(Target, New, noClobber: true);
        AssertContent(New);
    }

    [Fact]
    public void A_read_only_file_is_replaced_with_force_and_remains_read_only()
    {
        File.WriteAllBytes(Target, Old);
        File.SetAttributes(Target, FileAttributes.ReadOnly);
        try
        {
            Assert.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(Target, New));
            AssertContent(Old);
            AtomicFile.Write(Target, New, force: true);
            AssertContent(New);
            Assert.True(AtomicFile.IsReadOnly(Target));
        }
        finally
        {
            File.SetAttributes(Target, FileAttributes.Normal);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Replacing_a_file_keeps_its_permissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not have Unix permissions.");
        File.WriteAllBytes(Target, Old);
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherExecute);

        AtomicFile.Write(Target, New);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherExecute, File.GetUnixFileMode(Target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Writing_to_a_link_writes_its_target(bool exists)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Creating links on Windows requires a privilege.");
        var other = Directory.CreateDirectory(Path.Combine(folder, "other")).FullName;
        var link = Path.Combine(folder, "link");
        if (exists) File.WriteAllBytes(Path.Combine(other, "file"), Old);
        File.CreateSymbolicLink(link, Path.Combine("other", "file"));

        AtomicFile.Write(link, New);

        Assert.Equal(Path.Combine("other", "file"), new FileInfo(link).LinkTarget);
        Assert.Equal(New, File.ReadAllBytes(Path.Combine(other, "file")));
        Assert.Single(Directory.EnumerateFileSystemEntries(other));
    }

    [Fact]
    public void A_circular_link_is_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Creating links on Windows requires a privilege.");
        File.CreateSymbolicLink(Target, Target);

        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Target, New));
    }

    [Fact]
    public async Task A_concurrent_reader_reads_a_complete_file()
    {
        AtomicFile.Write(Target, LongFile.CreateContent(0));
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var round = 1; !enough.IsCancellationRequested; round++) AtomicFile.Write(Target, LongFile.CreateContent(round));
        }, TestContext.Current.CancellationToken);
        try
        {
            // Reads until it has seen many different versions. The writer completes early only if it fails.
            HashSet<byte> versions = [];
            while (versions.Count < 50 && !writing.IsCompleted)
            {
                using var file = new FileStream(Target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var content = new byte[file.Length];
                file.ReadExactly(content);
                Assert.True(LongFile.IsComplete(content));
                versions.Add(content[0]);
            }
        }
        finally
        {
            await enough.CancelAsync();
            await writing;
        }
    }

    [Fact]
    public async Task A_killed_writer_leaves_a_complete_file()
    {
        using var other = await ChildProcess.StartAsync(Program.WriteFile, Target);

        await other.KillAsync();

        Assert.True(LongFile.IsComplete(File.ReadAllBytes(Target)));
        foreach (var left in Directory.EnumerateFiles(folder).Where(path => path != Target)) SetAge(left, minutes: 60);
        AtomicFile.Write(Target, New);
        AssertContent(New);
    }

    [Fact]
    public void Old_temporary_files_of_the_target_are_deleted()
    {
        string[] stale = [Temporary(".file.json."), Temporary(".file.json.")];
        string[] others =
        [
            Temporary(".file.json.", minutes: 1), Temporary(".other.json."), Temporary(".file.json.x."), Temporary("file.json."),
            Make(".file.json.tmp"), Make(".file.json.00000000-0000-0000-0000-000000.tmp"),
        ];

        AtomicFile.Write(Target, New);

        Assert.All(stale, path => Assert.False(File.Exists(path)));
        Assert.Equal(others.Append(Target).Order(), Directory.EnumerateFiles(folder).Order());

        string Temporary(string prefix, int minutes = 60) => Make($"{prefix}{Guid.NewGuid():N}.tmp", minutes);
        string Make(string name, int minutes = 60)
        {
            var path = Path.Combine(folder, name);
            File.WriteAllBytes(path, Old);
            SetAge(path, minutes);
            return path;
        }
    }

    [Theory]
    [InlineData("file.json", ".file.json.")]
    [InlineData("0123456789012345678901234567890123456789012345678901", ".01234567890123456789012345678901234567890123456789.")]
    [InlineData("012345678901234567890123456789012345678901234567🔥🔥", ".012345678901234567890123456789012345678901234567🔥.")]
    [InlineData("0123456789012345678901234567890123456789012345678🔥", ".0123456789012345678901234567890123456789012345678.")]
    public void A_temporary_file_is_named_after_its_target_in_the_same_folder(string name, string prefix)
    {
        var path = TemporaryFile.GetPath(Path.Combine(folder, name));

        Assert.Equal(folder, Path.GetDirectoryName(path));
        Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(prefix)}[0-9a-f]{{32}}[.]tmp$", Path.GetFileName(path));
    }

    [Fact]
    public void Only_one_of_several_concurrent_writers_succeeds_with_NoClobber()
    {
        for (byte round = 0; round < 200; round++)
        {
            var failures = RunConcurrently(writer => AtomicFile.Write(Target, [round, writer], noClobber: true));

            var winner = Assert.Single(Enumerable.Range(0, Writers), writer => failures[writer] is null);
            Assert.All(failures.OfType<Exception>(), failure => Assert.IsAssignableFrom<IOException>(failure));
            AssertContent([round, (byte)winner]);
            File.Delete(Target);
        }
    }

    [Fact]
    public void Concurrent_writers_of_a_new_file_all_succeed()
    {
        for (byte round = 0; round < 200; round++)
        {
            Assert.All(RunConcurrently(writer => AtomicFile.Write(Target, [round, writer])), Assert.Null);

            var content = File.ReadAllBytes(Target);
            Assert.Equal((2, round), (content.Length, content[0]));
            Assert.Single(Directory.EnumerateFileSystemEntries(folder));
            File.Delete(Target);
        }
    }

    [Fact]
    public void NoClobber_works_without_hard_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows, a file is moved atomically without hard links.");
        AtomicFile.Write(Target, New, temporary => AtomicFile.MoveIfAbsent(temporary, Target, New, FailToLink));
        AssertContent(New);

        Assert.ThrowsAny<IOException>(() => AtomicFile.Write(Target, Old, temporary => AtomicFile.MoveIfAbsent(temporary, Target, Old, FailToLink)));

        AssertContent(New);

        static bool FailToLink(string path, string secondPath) => throw new IOException("Operation not supported.");
    }

    [Fact]
    public void A_target_removed_by_a_failed_replacement_is_written()
    {
        File.WriteAllBytes(Target, Old);

        AtomicFile.Write(Target, New, temporary => AtomicFile.ReplaceOrMove(temporary, Target, RemoveAndFail));

        AssertContent(New);
    }

    [Fact]
    public void A_target_that_appears_or_disappears_during_a_write_is_written()
    {
        AtomicFile.Write(Target, Old, temporary => AtomicFile.ReplaceOrMove(temporary, Target, (_, _) => throw new IOException()));
        AssertContent(Old);

        File.Delete(Target);
        AtomicFile.Write(Target, New, temporary =>
        {
            File.WriteAllBytes(Target, Old);
            AtomicFile.ReplaceOrMove(temporary, Target, (source, destination) => File.Replace(source, destination, null));
        });
        AssertContent(New);
    }

    [Fact]
    public void The_only_copy_is_kept_and_named_in_the_error()
    {
        File.WriteAllBytes(Target, Old);

        var failure = Assert.Throws<IOException>(() => AtomicFile.Write(Target, New, temporary => RemoveAndFail(temporary, Target)));

        var left = Assert.Single(Directory.EnumerateFiles(folder));
        Assert.Equal(New, File.ReadAllBytes(left));
        Assert.Equal($"{RemovalMessage} '{Target}' was removed. The new content is in '{left}'.", failure.Message);
    }

    [Fact]
    public void A_file_that_cannot_be_replaced_is_unchanged()
    {
        File.WriteAllBytes(Target, Old);

        Assert.Throws<IOException>(() => AtomicFile.Write(
            Target, New, temporary => AtomicFile.ReplaceOrMove(temporary, Target, (_, _) => throw new IOException(RemovalMessage))));

        AssertContent(Old);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Writing_as_root_keeps_the_owner_and_group()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows(), "Only root can change the owner of a file.");
        File.WriteAllBytes(Target, Old);
        await RunAsync("chown", "12345:23456", Target);
        File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.GroupWrite);

        AtomicFile.Write(Target, New, force: true);

        AssertContent(New);
        var status = NanoGpt.Locking.UnixFile.GetStatus(Target)!.Value;
        Assert.Equal((12345u, 23456u), (status.UserId, status.GroupId));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(Target));
    }

    private const int Writers = 4;
    private const string RemovalMessage = "Unable to move the replacement file.";

    /// <summary>Runs several writers concurrently.</summary>
    /// <returns>The failure of each writer, or <see langword="null"/>.</returns>
    private static Exception?[] RunConcurrently(Action<byte> write)
    {
        using var start = new Barrier(Writers);
        var failures = new Exception?[Writers];
        var threads = Enumerable.Range(0, Writers).Select(writer => new Thread(() =>
        {
            start.SignalAndWait();
            failures[writer] = Record.Exception(() => write((byte)writer));
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failures;
    }

    private static void RemoveAndFail(string source, string destination)
    {
        File.Delete(destination);
        throw new IOException(RemovalMessage, unchecked((int)0x80070498)); // 1176
    }

    private static void SetAge(string path, int minutes) => File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(-minutes));

    private static async Task RunAsync(string command, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(command, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private void AssertContent(byte[] content)
    {
        Assert.Equal(content, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.EnumerateFileSystemEntries(folder));
    }
}
