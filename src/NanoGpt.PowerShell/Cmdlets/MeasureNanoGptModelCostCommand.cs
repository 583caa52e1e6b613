using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Measure-NanoGptModelCost: what a workload would cost on each model that is piped in.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "NanoGptModelCost")]
[OutputType(typeof(ModelCost))]
public sealed class MeasureNanoGptModelCostCommand : PSCmdlet
{
    private int models;
    private int unknown;

    /// <summary>How many tokens each request's prompt has.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0L, long.MaxValue)]
    public long PromptTokens { get; set; }

    /// <summary>How many tokens each answer has.</summary>
    [Parameter(Position = 1)]
    [ValidateRange(0L, long.MaxValue)]
    public long CompletionTokens { get; set; }

    /// <summary>How many such requests there are.</summary>
    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long Requests { get; set; } = 1;

    /// <summary>The models: live ones, or copies read back from CliXml or JSON.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var given = MyInvocation.BoundParameters;
        if (!given.ContainsKey(nameof(PromptTokens)) && !given.ContainsKey(nameof(CompletionTokens)))
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
        var hint = unknown == models ? " Basic lists have no prices; Get-NanoGptModel -Detailed asks for them." : "";
        WriteWarning($"The cost on {unknown} of {Quantity.Format(models, "model")} is not known, because {(unknown == 1 ? "its price is" : "their prices are")} not. TotalCost is null there, which Sort-Object puts first; Where-Object {{ $null -ne $_.TotalCost }} leaves them out.{hint}");
    }

    private void Write(ModelSnapshot model, ModelWorkload workload)
    {
        try
        {
            var cost = ModelCost.Create(model, workload);
            models++;
            if (cost.TotalCost is null) unknown++;
            WriteObject(cost);
        }
        catch (OverflowException)
        {
            WriteError(ErrorRecords.CostTooLarge(model.Id));
        }
    }
}
