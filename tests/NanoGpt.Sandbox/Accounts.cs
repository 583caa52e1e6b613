namespace NanoGpt.Sandbox;

/// <summary>The accounts of every sandbox.</summary>
public static class Accounts
{
    /// <summary>
    /// Gets the account with a subscription. It does not show paid models. Its saved preferences are eight visible models
    /// (two paid, one hidden by default), two hidden models, and categories, one of them for a model without a saved
    /// visibility.
    /// </summary>
    public static Account Subscriber { get; } = new()
    {
        Name = "subscriber",
        ApiKey = "sk-nano-00000000-0000-4000-8000-00000000a11c",
        Cookie = "session=sandbox-subscriber-00000000a11c",
        HasSubscription = true,
        Favorites = ["x-ai/grok-4.3", "deepseek/deepseek-v4-flash", "anthropic/claude-opus-4.6:thinking"],
        VisibleTextModels = new Dictionary<string, bool>
        {
            ["openai/gpt-5.5"] = true,
            ["openai/gpt-5.2"] = true,
            ["deepseek/deepseek-v4-flash"] = true,
            ["anthropic/claude-opus-4.6:thinking"] = true,
            ["NousResearch/hermes-4-405b"] = true,
            ["TEE/deepseek-v4-pro"] = false,
            ["qwen3.5-omni-plus"] = false,
            ["google/gemini-3.5-flash"] = true,
            ["x-ai/grok-4.3"] = true,
            ["zai-org/GLM-4.5-Air:thinking"] = true,
        },
        ModelCategories = new Dictionary<string, string>
        {
            ["openai/gpt-5.5"] = "General",
            ["openai/gpt-5.2"] = "General",
            ["deepseek/deepseek-v4-flash"] = "Coding",
            ["anthropic/claude-opus-4.6:thinking"] = "Coding",
            ["nanogpt/coding-router:high"] = "Coding",
            ["TEE/deepseek-v4-pro"] = "Private",
        },
        Usage = new(
        [
            new("DeepSeek V4 Flash", 120, 0.14, 0.28),
            new("Gemini 3.5 Flash", 35, 1.5, 9, IsReasoning: true),
            new("GPT 5.5", 6, 5, 30, IsReasoning: true),
            new("Claude 4.6 Opus", 2, 4.998, 25.007),
            new("Sora Mini (retired)", 1, 0.7, 0.7),
        ]),
        Subscription = new(DailyUsed: 731, MonthlyUsed: 18_204),
        UsdBalance = "37.205",
        NanoBalance = "1.523400000000000001",
        DepositAddress = "nano_3sandboxsubscriber1111111111111111111111111111111111111111111",
    };

    /// <summary>Gets the account without a subscription: it pays 90% of the list price and has saved no preferences.</summary>
    public static Account Payer { get; } = new()
    {
        Name = "payer",
        ApiKey = "sk-nano-00000000-0000-4000-8000-0000000000b0",
        Cookie = "session=sandbox-payer-0000000000b0",
        ShowsPaidModels = true,
        PriceFactor = 0.9,
        Usage = new([new("Llama 4 Maverick", 14, 0.18, 0.8)]),
        UsdBalance = "4.81029",
        NanoBalance = "0",
        DepositAddress = "nano_3sandboxpayer11111111111111111111111111111111111111111111111111",
    };

    /// <summary>Gets all accounts.</summary>
    public static IReadOnlyList<Account> All { get; } = [Subscriber, Payer];

    /// <summary>Finds an account by name; <see langword="null"/> if there is none.</summary>
    public static Account? Find(string name) => All.FirstOrDefault(account => account.Name == name);
}
