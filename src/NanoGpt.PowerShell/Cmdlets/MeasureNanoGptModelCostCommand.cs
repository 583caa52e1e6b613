using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Measure-NanoGptModelCost: estimates the cost of a workload on each model.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "NanoGptModelCost")]
[OutputType(typeof(ModelCost))]
public sealed class MeasureNanoGptModelCostCommand : PSCmdlet
{
    private readonly HashSet<ModelType> unknownTypes = [];
    private bool isCompletionUnknown;
    private int models;
    private int unknown;

    /// <summary>Gets or sets the number of prompt tokens in each request.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0L, long.MaxValue)]
    public long PromptTokens { get; set; }

    /// <summary>Gets or sets the number of completion tokens in each response.</summary>
    [Parameter(Position = 1)]
    [ValidateRange(0L, long.MaxValue)]
    public long CompletionTokens { get; set; }

    /// <summary>Gets or sets the number of requests.</summary>
    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long Requests { get; set; } = 1;

    /// <summary>Gets or sets the models: live models, or deserialized copies from CliXml or JSON.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var specified = MyInvocation.BoundParameters;
        if (!specified.ContainsKey(nameof(PromptTokens)) && !specified.ContainsKey(nameof(CompletionTokens)))
            ThrowTerminatingError(ErrorRecords.NoTokens());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var workload = new ModelWorkload(PromptTokens, CompletionTokens, Requests);
        foreach (var input in InputObject)
        {
            if (ModelReader.Read(input) is { } model) Write(model, workload);
            else WriteError(ErrorRecords.NotAModel(input));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (unknown == 0) return;
        WriteWarning($"The cost on {unknown} of {Quantity.Format(models, "model")} is unknown, because {(unknown == 1 ? "its price is" : "their prices are")} unknown. In these results TotalCost is null: Sort-Object puts them first, and Where-Object {{ $null -ne $_.TotalCost }} removes them.{GetHint()}");
    }

    /// <summary>Gets the sentences that explain why prices are unknown, or an empty string.</summary>
    private string GetHint()
    {
        var hint = "";
        if (unknownTypes.Overlaps([ModelType.Image, ModelType.Video, ModelType.Audio]))
            hint += " Most image, video, and audio models have no price per token; for their prices, see the Pricing property.";
        if (isCompletionUnknown) hint += " Embedding models have no completion price; omit -CompletionTokens.";
        if (hint.Length == 0 && unknown == models) hint = " Basic lists have no prices; use Get-NanoGptModel -Detailed.";
        return hint;
    }

    private void Write(ModelSnapshot model, ModelWorkload workload)
    {
        try
        {
            var cost = ModelCost.Create(model, workload);
            models++;
            if (cost.TotalCost is null)
            {
                unknown++;
                unknownTypes.Add(model.Type);
                isCompletionUnknown |= model.Type == ModelType.Embedding && cost.PromptCost is not null;
            }
            WriteObject(cost);
        }
        catch (OverflowException)
        {
            WriteError(ErrorRecords.CostTooLarge(model.Id));
        }
    }
}
