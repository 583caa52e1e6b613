namespace NanoGpt.Desktop.Check;

internal static class AddressChecks
{
    public static async Task RunAsync(Checks checks)
    {
        await checks.RunAsync("default address", () => Expect.Equal(BaseAddress.Default, new NanoGptClientOptions { BaseUri = BaseAddress.Default }.BaseUri));
        (string Text, string Address)[] addresses =
        [
            ("https://nano-gpt.com", "https://nano-gpt.com/"),
            ("https://nano-gpt.com/", "https://nano-gpt.com/"),
            ("https://nano-gpt.com/api/v1", "https://nano-gpt.com/"),
            ("https://nano-gpt.com/api/personalized/v1/models", "https://nano-gpt.com/"),
            ("https://gw.example/nano/api/v1/", "https://gw.example/nano/"),
            (" \"https://gw.example/nano\"\r\n", "https://gw.example/nano/"),
        ];
        foreach (var (text, address) in addresses)
            await checks.RunAsync($"address {text.Trim()} is parsed", () => Expect.Equal(address, BaseAddress.Parse(text).AbsoluteUri));
        foreach (var text in (string[])["", "nano-gpt.com", "/api/v1", "ftp://nano-gpt.com", "https://me:secret@nano-gpt.com", "https://nano-gpt.com/?key=secret"])
            await checks.RunAsync($"address '{text}' is rejected", () =>
                Expect.True(!Expect.Throws<ArgumentException>(() => BaseAddress.Parse(text)).Message.Contains("secret"), "no secret in the error"));
    }
}
