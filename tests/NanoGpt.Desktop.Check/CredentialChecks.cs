using System.Net;

namespace NanoGpt.Desktop.Check;

internal static class CredentialChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var personalized = new ModelQuery { Scope = ModelScope.Personalized };
        foreach (var pasted in (string[])["{0}", "{0}\r\n", "\"{0}\"", "Bearer {0}", "'Authorization: Bearer {0}'\n", "x-api-key: {0}"])
            await checks.RunAsync($"API key pasted as {pasted.Trim()}", async () =>
            {
                using var secure = new NetworkCredential("", string.Format(null, pasted, Sandbox.Key)).SecurePassword;
                var options = Calls.Options(checks.Sandbox.BaseUri);
                Expect.Equal(8, (await Calls.ListAsync(options with { ApiKey = Secret.ApiKey(secure) }, personalized)).Count);
                Expect.Equal("****a11c", Secret.ApiKey(secure).ToString());
            });
        await checks.RunAsync("API key in the x-api-key header", async () =>
        {
            await checks.Sandbox.ClearRequestsAsync();
            await Calls.ListAsync(Calls.Options(checks.Sandbox.BaseUri) with { AuthenticationHeader = AuthenticationHeader.XApiKey }, personalized);
            var request = (await checks.Sandbox.GetRequestsAsync())[0];
            Expect.Equal("[\"x-api-key\"]", request.GetProperty("credentials").GetRawText());
            Expect.Equal(Sandbox.Key, request.GetProperty("apiKey").GetString());
        });
        await checks.RunAsync("invalid API key: 401", async () =>
        {
            var options = Calls.Options(checks.Sandbox.BaseUri) with { ApiKey = Secret.ApiKey("sk-nano-invalid") };
            var failure = await Calls.FailAsync(options, personalized);
            Expect.Equal((NanoGptErrorKind.Unauthorized, 401, "invalid_api_key"), (failure.Kind, failure.StatusCode, failure.Code));
            Expect.True(failure.RequestId is not null, "a request id");
        });
        await checks.RunAsync("invalid session cookie: 401", async () =>
        {
            var client = new NanoGptClient(Calls.Options(checks.Sandbox.BaseUri) with { SessionCookie = Secret.SessionCookie("session=invalid") });
            var failure = await Expect.ThrowsAsync<NanoGptException>(() => client.GetVisibilityAsync());
            Expect.Equal(NanoGptErrorKind.Unauthorized, failure.Kind);
        });
        await checks.RunAsync("API key with a space is rejected and not shown", () =>
            Expect.True(!Expect.Throws<ArgumentException>(() => Secret.ApiKey("sk-nano secret")).Message.Contains("secret"), "no secret in the error"));
    }
}
