namespace NanoGpt;

/// <summary>Specifies a value by which usage is grouped. See https://docs.nano-gpt.com/api-reference/endpoint/usage.</summary>
public enum UsageGroup
{
    /// <summary>The day in UTC.</summary>
    Day,

    /// <summary>The model.</summary>
    Model,
}
