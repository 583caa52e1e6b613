// Measures the reader on a file with a model list. The last lines are a table: each way of reading, with the megabytes it
// reads in a second, and the time and memory it takes for a model.
using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NanoGpt.Benchmarks;

if (args is not [var list])
{
    await Console.Error.WriteLineAsync("Usage: NanoGpt.Benchmarks <file with a model list>");
    return 2;
}

ReaderBenchmarks.Body = await File.ReadAllBytesAsync(list);
var models = Floor.Read(ReaderBenchmarks.Body).Count;
// In this process: a benchmark process of its own would have to be built anew, from packages that may not be there.
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
