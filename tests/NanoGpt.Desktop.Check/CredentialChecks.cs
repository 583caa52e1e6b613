using System.Net;

namespace NanoGpt.Desktop.Check;

internal static class CredentialChecks
{
    public static async Task RunAsync(Checks checks)
    {
        var personalized = new ModelQuery { Scope = ModelScope.Personalized };
        foreach (var pasted in (string[])["{0}", "{0}\r\n", "\"{0}\"", "Bearer {0}", "'Authorization: Bearer {0}'\n", "x-api-key: {0}"])
            await checks.RunAsync($"the key {pasted.Trim()}", async () =>
            {
                using var secure = new NetworkCredential("", string.Format(null, pasted, Sandbox.Key)).SecurePassword;
                var options = Calls.Options(checks.Sandbox.BaseUri);
                Expect.Equal(8, (await Calls.ListAsync(options with { ApiKey = Secret.ApiKey(secure) }, personalized)).Count);
                Expect.Equal("****a11c", Secret.ApiKey(secure).ToString());
            });
        await checks.RunAsync("the key in the header x-api-key", async () =>
        {
            await checks.Sandbox.ForgetRequestsAsync();
            await Calls.ListAsync(Calls.Options(checks.Sandbox.BaseUri) with { AuthenticationHeader = AuthenticationHeader.XApiKey }, personalized);
            var request = (await checks.Sandbox.GetRequestsAsync())[0];
            Expect.Equal("[\"x-api-key\"]", request.GetProperty("credentials").GetRawText());
            Expect.Equal(Sandbox.Key, request.GetProperty("apiKey").GetString());
        });
        await checks.RunAsync("an invalid key: 401", async () =>
        {
            var options = Calls.Options(checks.Sandbox.BaseUri) with { ApiKey = Secret.ApiKey("sk-nano-invalid") };
            var failure = await Calls.FailAsync(options, personalized);
            Expect.Equal((NanoGptErrorKind.Unauthorized, 401, "invalid_api_key"), (failure.Kind, failure.StatusCode, failure.Code));
            Expect.True(failure.RequestId is not null, "a request id");
        });
        await checks.RunAsync("an invalid cookie: 401", async () =>
        {
            var client = new NanoGptClient(Calls.Options(checks.Sandbox.BaseUri) with { SessionCookie = Secret.SessionCookie("session=invalid") });
            var failure = await Expect.ThrowsAsync<NanoGptException>(() => client.GetVisibilityAsync());
            Expect.Equal(NanoGptErrorKind.Unauthorized, failure.Kind);
        });
        await checks.RunAsync("a key with a space is refused without showing it", () =>
            Expect.True(!Expect.Throws<ArgumentException>(() => Secret.ApiKey("sk-nano secret")).Message.Contains("secret"), "no secret in the error"));
    }
}
