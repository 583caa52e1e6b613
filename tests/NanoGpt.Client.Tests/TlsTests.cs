using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that a server with an untrusted certificate receives no request.</summary>
public sealed class TlsTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task An_untrusted_certificate_fails_the_call_without_a_retry(string host)
    {
        await using var server = new TlsServer(host);
        var options = new NanoGptClientOptions
        {
            BaseUri = new($"https://{host}:{server.Port}/"),
            ApiKey = Secret.ApiKey(SecretLeakScanner.Key),
            MaximumRetryCount = 3,
        };

        var (failure, _) = await TestClient.ListAndFailAsync(options);

        Assert.Equal((NanoGptErrorKind.ConnectionFailed, null), (failure.Kind, failure.StatusCode));
        Assert.Contains("certificate", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((1, 0), (server.Connections, server.BytesReceived));
    }

    private sealed class TlsServer : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource stopping = new();
        private readonly X509Certificate2 certificate;
        private readonly Task serving;

        public TlsServer(string host)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
            certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            listener.Start();
            serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public int Connections { get; private set; }

        public int BytesReceived { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync();
            await serving;
            listener.Dispose();
            certificate.Dispose();
            stopping.Dispose();
        }

        private async Task ServeAsync()
        {
            while (!stopping.IsCancellationRequested)
            {
                try
                {
                    using var client = await listener.AcceptTcpClientAsync(stopping.Token);
                    Connections++;
                    await using var stream = new SslStream(client.GetStream());
                    await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping.Token);
                    BytesReceived += await stream.ReadAsync(new byte[1024], stopping.Token);
                }
                catch (Exception ended) when (ended is IOException or AuthenticationException or OperationCanceledException)
                {
                    // The client has disconnected as expected, or the test has ended.
                }
            }
        }
    }
}
