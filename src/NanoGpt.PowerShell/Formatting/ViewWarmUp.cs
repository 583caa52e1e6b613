using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>
/// Formats the first model of the process on another thread while the others are read, so that the code of the tables is compiled
/// when the list is displayed.
/// </summary>
internal static class ViewWarmUp
{
    /// <summary>Gets the texts in the tables of models.</summary>
    public static IReadOnlyList<string> Texts { get; } =
    [
        "ShortId", "CreatedDate", "OwnedBy", "PromptPrice", "CompletionPrice", "ShortContextLength", "Included", "ShortMaxOutputTokens", "ShortCapabilities",
    ];

    /// <summary>Gets a value that indicates whether a model has been or is being formatted.</summary>
    public static bool IsStarted { get; private set; }

    /// <summary>Starts to format a model on another thread, unless this process has done so.</summary>
    public static void Start(Model model)
    {
        if (IsStarted) return;
        IsStarted = true;
        _ = Task.Run(() => Format(model));
    }

    private static void Format(Model model)
    {
        var view = new ModelView(new PSObject(model));
        foreach (var text in Texts) view.ToString(text, formatProvider: null);
    }
}
