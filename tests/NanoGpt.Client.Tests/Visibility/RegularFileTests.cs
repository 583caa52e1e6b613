using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that regular files are read up to a size limit and that devices are not read.</summary>
public sealed class RegularFileTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];

    private readonly string folder = Directory.CreateTempSubdirectory("NanoGpt.RegularFile.").FullName;

    private string Target => Path.Combine(folder, "file");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_file_is_read_completely(int excess)
    {
        File.WriteAllBytes(Target, Content);

        Assert.False(RegularFile.IsDevice(Target));
        Assert.Equal(Content, await ReadAsync(Target, Content.Length + excess));
    }

    [Fact]
    public async Task A_file_longer_than_the_limit_yields_null()
    {
        File.WriteAllBytes(Target, Content);

        Assert.Null(await ReadAsync(Target, Content.Length - 1));
        Assert.Null(await ReadAsync(Target, 1));
    }

    [Fact]
    public async Task A_link_is_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Creating links on Windows requires a privilege.");
        File.WriteAllBytes(Target, Content);
        File.CreateSymbolicLink(Target + ".link", Target);

        Assert.False(RegularFile.IsDevice(Target + ".link"));
        Assert.Equal(Content, await ReadAsync(Target + ".link"));
    }

    [Fact]
    public async Task A_file_without_a_length_is_read_to_its_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has these files.");

        Assert.Equal(File.ReadAllBytes("/proc/version"), await ReadAsync("/proc/version"));
        Assert.Null(await ReadAsync("/proc/version", 1));
    }

    [Fact]
    public async Task A_missing_file_is_an_error()
    {
        Assert.False(RegularFile.IsDevice(Target));
        Assert.False(RegularFile.IsDevice(Path.Combine(Target, "none")));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(Target));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => ReadAsync(Path.Combine(Target, "none")));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task An_unreadable_file_is_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root can read every file, and Windows does not have Unix permissions.");
        File.WriteAllBytes(Target, Content);
        File.SetUnixFileMode(Target, UnixFileMode.None);

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => ReadAsync(Target));
    }

    [Fact]
    public async Task A_folder_is_neither_a_device_nor_a_readable_file()
    {
        Assert.False(RegularFile.IsDevice(folder));
        await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(folder));
    }

    [Theory]
    [InlineData("pipe")]
    [InlineData("link")]
    [InlineData("socket")]
    [InlineData("/dev/zero")]
    [InlineData("/dev/tty")]
    public async Task Devices_pipes_and_sockets_are_not_read(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not have pipes, sockets, or devices in folders.");
        using (var mkfifo = Process.Start("mkfifo", Path.Combine(folder, "pipe")))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(folder, "link"), "pipe");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, "socket")));
        var path = Path.Combine(folder, name);

        Assert.True(RegularFile.IsDevice(path));
        var failure = await Assert.ThrowsAsync<IOException>(() => ReadAsync(path));
        Assert.Equal($"'{path}' is not a regular file.", failure.Message);
    }

    [Theory]
    [InlineData(@"\\.\pipe\none")]
    [InlineData(@"\\.\COM1")]
    public void Windows_device_paths_are_devices(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "On Unix, these paths are file names.");

        Assert.True(RegularFile.IsDevice(path));
    }

    [Fact]
    public async Task Reading_can_be_canceled()
    {
        File.WriteAllBytes(Target, Content);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RegularFile.ReadAsync(Target, int.MaxValue, new CancellationToken(canceled: true)));
    }

    private static Task<byte[]?> ReadAsync(string path, int maxLength = int.MaxValue) =>
        RegularFile.ReadAsync(path, maxLength, TestContext.Current.CancellationToken);
}
