using Portal.Benchmarks;
using Portal.Tests.Shared;

World.TranslatesForSqlServer = false; // its time is nobody's

// What can be measured, by name; docs/benchmarks.md keeps the figures and says what they mean.
Dictionary<string, Func<Task<bool>>> benchmarks = new(StringComparer.Ordinal)
{
    ["redirects"] = RedirectBenchmark.RunAsync,
    ["orders"] = OrderBenchmark.RunAsync,
    ["decisions"] = DecisionBenchmark.RunAsync,
    ["close"] = CloseBenchmark.RunAsync,
    ["audit"] = AuditBenchmark.RunAsync,
    ["pages"] = PagesBenchmark.RunAsync,
    ["statements"] = StatementBenchmark.RunAsync,
    ["documents"] = DocumentBenchmark.RunAsync,
};

// --tiny runs them through in a minute and judges nothing but that they run
Size.IsTiny = args.Contains("--tiny");
var names = args.Where(name => name != "--tiny").ToArray();
var wanted = names is [] or ["all"] ? [.. benchmarks.Keys] : names;
if (wanted.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no benchmark {unknown}. Choose from: all, {string.Join(", ", benchmarks.Keys)}");
    return 2;
}

var reached = true;
foreach (var name in wanted)
    reached &= await benchmarks[name]();
return reached ? 0 : 1;
