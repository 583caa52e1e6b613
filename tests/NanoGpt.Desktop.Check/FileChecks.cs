using System.Text;

namespace NanoGpt.Desktop.Check;

internal static class FileChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"NanoGpt.Desktop.Check.{Guid.NewGuid():N}")).FullName;
        try
        {
            var path = Path.Combine(folder, "visibility.json");
            await checks.RunAsync("file is created", () => Write(path, "first"));
            await checks.RunAsync("file is replaced", () => Write(path, "second"));
            await checks.RunAsync("noClobber does not replace a file", () =>
            {
                Expect.Throws<IOException>(() => AtomicFile.Write(path, Encoding.UTF8.GetBytes("third"), noClobber: true));
                Expect.Equal("second", File.ReadAllText(path));
            });
            await checks.RunAsync("read-only file is not replaced without force", () =>
            {
                File.SetAttributes(path, FileAttributes.ReadOnly);
                Expect.Throws<UnauthorizedAccessException>(() => AtomicFile.Write(path, Encoding.UTF8.GetBytes("third")));
                Expect.Equal("second", File.ReadAllText(path));
            });
            await checks.RunAsync("read-only file is replaced with force and remains read-only", () =>
            {
                Write(path, "fourth", force: true);
                Expect.True(AtomicFile.IsReadOnly(path), "a read-only file");
                File.SetAttributes(path, FileAttributes.Normal);
            });
            await checks.RunAsync("file is read up to a size limit", async () =>
            {
                Expect.Equal("fourth", Encoding.UTF8.GetString((await RegularFile.ReadAsync(path, 6, CancellationToken.None))!));
                Expect.True(await RegularFile.ReadAsync(path, 5, CancellationToken.None) is null, "null for a longer file");
                Expect.True(!RegularFile.IsDevice(path), "no device");
            });
            await checks.RunAsync("concurrent writers of a new file all succeed", () =>
            {
                for (var round = 0; round < 20; round++)
                {
                    File.Delete(path);
                    Parallel.For(0, 4, _ => AtomicFile.Write(path, Encoding.UTF8.GetBytes("fifth")));
                    Expect.Equal("fifth", File.ReadAllText(path));
                }
            });
            await checks.RunAsync("only one of several concurrent writers succeeds with noClobber", () =>
            {
                for (var round = 0; round < 20; round++)
                {
                    File.Delete(path);
                    var created = 0;
                    Parallel.For(0, 4, _ =>
                    {
                        try
                        {
                            AtomicFile.Write(path, [1], noClobber: true);
                            Interlocked.Increment(ref created);
                        }
                        catch (IOException)
                        {
                        }
                    });
                    Expect.Equal(1, created);
                }
            });
            await checks.RunAsync("missing folder: IOException", () =>
                Expect.Throws<IOException>(() => AtomicFile.Write(Path.Combine(folder, "missing", "file"), [1])));
            await checks.RunAsync("no temporary file remains", () =>
                Expect.SameItems([path], Directory.GetFileSystemEntries(folder)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string path, string content, bool force = false)
    {
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(content), force);
        Expect.Equal(content, File.ReadAllText(path));
    }
}
