// Measures how fast a model list is read from a file. The last lines are a table with one row per method: megabytes per
// second, and microseconds and allocated bytes per model.
using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NanoGpt.Benchmarks;

if (args is not [var list])
{
    await Console.Error.WriteLineAsync("Usage: NanoGpt.Benchmarks <model list file>");
    return 2;
}

ReaderBenchmarks.Body = await File.ReadAllBytesAsync(list);
var models = Baseline.Read(ReaderBenchmarks.Body).Count;
// Runs in this process: a separate benchmark process would be built from packages that may not be available.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithIterationCount(10).WithToolchain(InProcessEmitToolchain.Instance));
var summary = BenchmarkRunner.Run<ReaderBenchmarks>(config);
Console.WriteLine();
foreach (var report in summary.Reports)
{
    var nanoseconds = report.ResultStatistics!.Median;
    var bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)!.Value;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {report.BenchmarkCase.Descriptor.WorkloadMethod.Name} | {ReaderBenchmarks.Body.Length / nanoseconds * 1000:N0} | {nanoseconds / models / 1000:N2} | {(double)bytes / models:N0} |"));
}
return 0;
