using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using NanoGpt.Compatibility;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the settings of the HTTP handler.</summary>
public sealed class HandlerTests
{
    [Fact]
    public void Connections_are_renewed_to_follow_dns_changes() =>
        Assert.InRange(CreateHandler().PooledConnectionLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    [Fact]
    public void The_system_proxy_is_used_with_the_default_credentials()
    {
        using var handler = CreateHandler();
        Assert.True(handler.UseProxy);
        Assert.Null(handler.Proxy);
        Assert.Same(CredentialCache.DefaultCredentials, handler.DefaultProxyCredentials);
    }

    [Fact]
    public void Automatic_cookies_credentials_and_redirects_are_disabled()
    {
        using var handler = CreateHandler();
        Assert.Null(handler.Credentials);
        Assert.False(handler.PreAuthenticate);
        Assert.False(handler.UseCookies);
        Assert.False(handler.AllowAutoRedirect);
    }

    [Theory]
    [InlineData(DecompressionMethods.GZip)]
    [InlineData(DecompressionMethods.Brotli)]
    public void Compressed_responses_are_accepted(DecompressionMethods method) => Assert.True(CreateHandler().AutomaticDecompression.HasFlag(method));

    [Fact]
    public void The_platform_validates_certificates()
    {
        using var handler = CreateHandler();
        var untouched = new SslClientAuthenticationOptions();
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
        Assert.Null(handler.SslOptions.CertificateChainPolicy);
        Assert.Equal(untouched.CertificateRevocationCheckMode, handler.SslOptions.CertificateRevocationCheckMode);
        Assert.Equal(untouched.EncryptionPolicy, handler.SslOptions.EncryptionPolicy);
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, handler.SslOptions.EnabledSslProtocols);
    }

    [Fact]
    public async Task Clients_share_connections()
    {
        await using var server = new RawServer(async (stream, stopping) =>
        {
            using var reader = new StreamReader(stream, leaveOpen: true);
            while (true)
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"data\":[]}"u8.ToArray(), stopping);
                string? line;
                while ((line = await reader.ReadLineAsync(stopping)) is { Length: > 0 }) { }
                if (line is null) break;
            }
        });

        // The server accepts one connection only; a second one would wait forever.
        for (var client = 0; client < 3; client++) await TestClient.ListAsync(TestClient.Options(server.BaseUri, key: $"a-key-of-its-own-{client}"));

        Assert.Single(server.Received);
    }

    private static SocketsHttpHandler CreateHandler() => Assert.IsType<SocketsHttpHandler>(Platform.CreateHandler(useProxy: true));
}
