// Uses the client without PowerShell: lists the models that an account shows.
// NANOGPT_API_KEY contains the API key; NANOGPT_BASE_URL is an optional base address.
using NanoGpt;

if (Environment.GetEnvironmentVariable("NANOGPT_API_KEY") is not { Length: > 0 } key)
{
    await Console.Error.WriteLineAsync("Set NANOGPT_API_KEY to the API key first.");
    return 2;
}

try
{
    var options = new NanoGptClientOptions { ApiKey = Secret.ApiKey(key) };
    if (Environment.GetEnvironmentVariable("NANOGPT_BASE_URL") is { Length: > 0 } address)
        options = options with { BaseUri = BaseAddress.Parse(address) };

    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };

    using var models = await new NanoGptClient(options)
        .ListModelsAsync(new ModelQuery { Scope = ModelScope.Personalized, Detailed = true }, stop.Token);
    Console.WriteLine($"{"Id",-44} {"In $/M",8} {"Out $/M",8} {"Context",10}  Capabilities");
    await foreach (var model in models.WithCancellation(stop.Token))
        Console.WriteLine(
            $"{TerminalSanitizer.Sanitize(model.Id),-44} {model.PromptPrice,8:N3} {model.CompletionPrice,8:N3} {model.ContextLength,10:N0}  {TerminalSanitizer.Sanitize($"{model.Capabilities}")}");
    return 0;
}
catch (Exception exception) when (exception is NanoGptException or ArgumentException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
catch (OperationCanceledException)
{
    return 130;
}
