namespace NanoGpt.Client.Tests;

/// <summary>Tests parsing of base addresses.</summary>
public sealed class BaseAddressTests
{
    [Theory]
    [InlineData("https://nano-gpt.com", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/", "https://nano-gpt.com/")]
    [InlineData("  https://nano-gpt.com/ ", "https://nano-gpt.com/")]
    [InlineData("HTTPS://Nano-GPT.com", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api/v1", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api/v1/", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/API/V1//", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/v1", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api", "https://nano-gpt.com/")]
    [InlineData("http://localhost:8080/gateway", "http://localhost:8080/gateway/")]
    [InlineData("http://localhost:8080/gateway/api/v1", "http://localhost:8080/gateway/")]
    [InlineData("https://example.com/myapi", "https://example.com/myapi/")]
    [InlineData("https://example.com/api/v1/more", "https://example.com/")]
    [InlineData("https://nano-gpt.com/v1/models", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api/v1/models", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api/subscription/v1", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api/paid/v1/models/", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api/personalized/v1/models", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api/user/model-visibility", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api/models/openai%2Fgpt-5.2/providers", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com/api/check-balance", "https://nano-gpt.com/")]
    [InlineData("https://nano-gpt.com//api/v1", "https://nano-gpt.com/")]
    [InlineData("https://gw.example/nano//api/v1/models", "https://gw.example/nano/")]
    [InlineData("https://gw.example/nano/api/v1", "https://gw.example/nano/")]
    [InlineData("https://gw.example/nano/API/Personalized/V1/models", "https://gw.example/nano/")]
    [InlineData("https://gw.example/v1/nano/api/v1", "https://gw.example/v1/nano/")]
    [InlineData("https://gw.example/api/nano", "https://gw.example/api/nano/")]
    [InlineData("https://gw.example/api/nano/api/subscription/v1/models", "https://gw.example/api/nano/")]
    [InlineData("https://gw.example/api/api/v1", "https://gw.example/")]
    [InlineData("https://gw.example/apiv1", "https://gw.example/apiv1/")]
    [InlineData("https://gw.example/models", "https://gw.example/models/")]
    [InlineData("https://nano-gpt.com/api/v1\r\n", "https://nano-gpt.com/")]
    [InlineData("\"https://nano-gpt.com/api/v1\"", "https://nano-gpt.com/")]
    [InlineData(" '\thttps://nano-gpt.com ' ", "https://nano-gpt.com/")]
    [InlineData("https://example.com/a%20b/%C3%A9", "https://example.com/a%20b/%C3%A9/")]
    [InlineData("http://[::1]:81/v1", "http://[::1]:81/")]
    public void A_parsed_address_ends_with_a_slash_and_has_no_api_path(string text, string address)
    {
        Assert.Equal(address, BaseAddress.Parse(text).AbsoluteUri);
        Assert.Equal(address, BaseAddress.Parse(address).AbsoluteUri);
    }

    [Theory]
    [InlineData(null, "not an absolute http or https address")]
    [InlineData("", "not an absolute http or https address")]
    [InlineData(" '' ", "not an absolute http or https address")]
    [InlineData("nano-gpt.com", "not an absolute http or https address")]
    [InlineData("/api/v1", "not an absolute http or https address")]
    [InlineData("localhost:8080", "not an absolute http or https address")]
    [InlineData("ftp://nano-gpt.com/", "not an absolute http or https address")]
    [InlineData("file:///etc/passwd", "not an absolute http or https address")]
    [InlineData("https://", "not an absolute http or https address")]
    [InlineData("https://hunter2@nano-gpt.com/", "user name or a password")]
    [InlineData("https://me:hunter2@nano-gpt.com/", "user name or a password")]
    [InlineData("https://nano-gpt.com/?key=hunter2", "a query or a fragment")]
    [InlineData("https://nano-gpt.com/#hunter2", "a query or a fragment")]
    public void An_invalid_address_is_rejected_with_the_reason(string? text, string reason)
    {
        var exception = Assert.Throws<ArgumentException>(() => BaseAddress.Parse(text!));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://nano-gpt.com/", true)]
    [InlineData("https://localhost/", true)]
    [InlineData("http://localhost:5000/", true)]
    [InlineData("http://LOCALHOST/", true)]
    [InlineData("http://127.0.0.1:5000/", true)]
    [InlineData("http://127.9.8.7/", true)]
    [InlineData("http://[::1]/", true)]
    [InlineData("http://[::ffff:127.0.0.1]/", true)]
    [InlineData("https://[::127.0.0.1]/", true)]
    [InlineData("http://nano-gpt.com/", false)]
    [InlineData("http://192.168.0.1/", false)]
    [InlineData("http://0.0.0.0/", false)]
    [InlineData("http://[fe80::1]/", false)]
    [InlineData("http://[::127.0.0.1]/", false)]
    [InlineData("http://[::7f00:1]/", false)]
    [InlineData("http://[64:ff9b::127.0.0.1]/", false)]
    [InlineData("http://localhost./", false)]
    [InlineData("http://localhost.example.com/", false)]
    [InlineData("http://evil.localhost/", false)]
    [InlineData("http://127.0.0.1.example.com/", false)]
    public void Only_https_and_loopback_addresses_are_confidential(string address, bool isPrivate) =>
        Assert.Equal(isPrivate, BaseAddress.IsConfidential(new(address)));

    [Fact]
    public void The_default_address_is_the_website()
    {
        Assert.Equal("https://nano-gpt.com/", BaseAddress.Default.AbsoluteUri);
        Assert.Equal(BaseAddress.Default, new NanoGptClientOptions().BaseUri);
        Assert.Throws<ArgumentNullException>(() => BaseAddress.IsConfidential(null!));
    }
}
