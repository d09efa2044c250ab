using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Portal.App;
using Portal.App.Attribution.Reading;
using Portal.App.Platform.Settings;
using Portal.Demo;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Web.SignIn;
using Portal.Web.Tests.SignIn;

namespace Portal.Web.Tests.Security;

/// <summary>
/// Everything that lives as long as the process and can grow is listed here with what keeps it small. The walk finds such fields by
/// itself: static ones, and those of singletons and of whatever these hold.
/// </summary>
public sealed class MemoryBoundTests
{
    /// <summary>By field: the bound, or why nobody can fill it.</summary>
    private static readonly Dictionary<string, string> Bounds = new(StringComparer.Ordinal)
    {
        ["ApiKeyDirectory.known"] = "keys that exist, forgotten with every change of any",
        ["ApiKeyPerMinute"] = "keys that exist; the limiter forgets those that are idle",
        ["AuditedKind.leftOut"] = "columns that a kind names when the portal starts",
        ["BulkInsert.Plans"] = "tables",
        ["BulkInsert.Sums"] = "tables",
        ["ChangeNotifier.handlers"] = "open pages of people who signed in, and caches of the process",
        ["ChangeReader.passed"] = "changes of the last minute, read by thousands",
        ["EntityAudit.kinds"] = "kinds that features register when the portal starts",
        ["ClickWriter+Batch.Clicks"] = "Tracking:Buffer; ClickWriterTests",
        ["ClickWriter+Batch.Waiters"] = "Tracking:Buffer; ClickWriterTests",
        ["LinkDirectory.byCode"] = "links that exist: unknown codes are not kept; RedirectTests",
        ["LinkDirectory.byId"] = "links that exist",
        ["LinkDirectory.changedLinks"] = "links that exist, until they are read again",
        ["LinkDirectory.changedProgrammes"] = "programmes that exist, until they are read again",
        ["ExportCatalogue.lists"] = "lists of the portal's own code",
        ["ListFilters.known"] = "filters of one list, named in code",
        ["LinkDirectory.windows"] = "programmes that exist",
        ["LookupLimit.taken"] = "30 times for each partner of the last two hours; A_partner_who_looks_nothing_up_any_more_is_forgotten",
        ["OrderIntake.waiting"] = "OrderIntake.QueueSize orders, then 429; OrderIntakeTests",
        ["PeriodicWorker.failing"] = "the parts of one worker",
        ["ProgrammeCatalogue.byShop"] = "shops that exist",
        ["RefusalJournal.counted"] = "RefusalJournal.MostKinds; A_stranger_cannot_fill_the_audit_log",
        ["ShopBooks.orders"] = "the demo shop, in Development only",
        ["SignInThrottle.limiter"] = "65,536 places whatever the addresses; Addresses_share_a_fixed_number_of_places",
        ["SqliteClickStore+Writer.days"] = "the links and days of one batch, which Tracking:Buffer bounds",
        ["SqlServerRows.Known"] = "tables",
        ["TextTemplate.TakenApart"] = "sentences of the portal's own texts",
        ["UserFactory.seedHashes"] = "passwords of the demonstration",
    };

    private static readonly Type[] Growing =
    [
        typeof(IDictionary), typeof(ISet<>), typeof(ConcurrentQueue<>), typeof(ConcurrentBag<>), typeof(ConcurrentStack<>), typeof(Queue<>),
            typeof(Stack<>),
        typeof(List<>), typeof(PriorityQueue<,>), typeof(ConditionalWeakTable<,>), typeof(Channel<>), typeof(IMemoryCache),
            typeof(PartitionedRateLimiter<>),
    ];

    [Fact]
    public async Task Everything_that_can_grow_has_a_bound_that_is_written_down()
    {
        await using var world = await World.CreateAsync();
        IReadOnlyList<ServiceDescriptor> services = [];
        await using var host = new AccountHost(world).WithWebHostBuilder(web => web.ConfigureTestServices(all => services = [.. all]));
        _ = host.Services;

        var found = Walk(services).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Contains("LinkDirectory.byCode", found);
        Assert.Empty(found.Except(Bounds.Keys, StringComparer.Ordinal));
        Assert.Contains(services, service => service.ServiceType.IsGenericType
            && service.ServiceType.GetGenericTypeDefinition() == typeof(PartitionedRateLimiter<>));
    }

    [Fact]
    public async Task A_partner_who_looks_nothing_up_any_more_is_forgotten()
    {
        await using var world = await World.CreateAsync();
        var limit = new LookupLimit(world.Clock);
        for (var i = 0; i < 1000; i++)
            limit.Take(Ids.New(world.Clock));

        world.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        limit.Take(Ids.New(world.Clock));

        Assert.Single((IEnumerable)typeof(LookupLimit).GetField("taken", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(limit)!);
    }

    [Fact]
    public async Task Labels_that_keep_changing_stop_at_a_limit()
    {
        await using var world = await World.CreateAsync();
        await using var host = new AccountHost(world);
        using var client = host.Open().Client;
        var counter = host.Services.GetRequiredService<IMeterFactory>().Create(new MeterOptions("Portal"))
            .CreateCounter<long>("portal.test");

        for (var i = 0; i < 5000; i++)
            counter.Add(1, new KeyValuePair<string, object?>("label", i));

        var lines = (await client.GetStringAsync("/metrics")).Split('\n')
            .Count(line => line.StartsWith("portal_test_total{", StringComparison.Ordinal));
        Assert.InRange(lines, 1, 2001);
    }

    [Fact]
    public void Addresses_share_a_fixed_number_of_places()
    {
        using var throttle = new SignInThrottle(new PortalSettings());
        for (var i = 0; i < 150_000; i++)
        {
            var http = new DefaultHttpContext();
            http.Connection.RemoteIpAddress =
                new IPAddress([0x20, 0x01, 0x0d, 0xb8, (byte)(i >> 16), (byte)(i >> 8), (byte)i, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
            throttle.Check(http);
        }

        var limiter = typeof(SignInThrottle).GetField("limiter", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(throttle)!;
        var kept = limiter.GetType().GetField("_limiters", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(limiter)!;
        Assert.InRange(((IDictionary)kept).Count, 1, 65_536);
    }

    /// <summary>Names of growing fields, as <c>Type.field</c>.</summary>
    private static IEnumerable<string> Walk(IReadOnlyList<ServiceDescriptor> services)
    {
        var own = new[] { typeof(Program).Assembly, typeof(Demonstration).Assembly, typeof(Registration).Assembly, typeof(Dong).Assembly };
        foreach (var type in own.SelectMany(assembly => assembly.GetTypes()).Where(type => !IsMadeByCompiler(type)))
        {
            // what is filled before anybody reads it is not written again: only the kinds for many threads can be
            foreach (var field in Fields(type, BindingFlags.Static)
                .Where(field => Grows(field.FieldType) && IsForManyThreads(field.FieldType)))
                yield return Name(field);
        }

        var seen = new HashSet<Type>();
        var open = new Queue<Type>(services.Where(service => service.Lifetime == ServiceLifetime.Singleton)
            .Select(service => service.IsKeyedService
                ? null : service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ServiceType).OfType<Type>());
        while (open.TryDequeue(out var type))
        {
            // a context is made for one operation
            if (!own.Contains(type.Assembly) || typeof(DbContext).IsAssignableFrom(type) || !seen.Add(type))
                continue;
            foreach (var field in Fields(type, BindingFlags.Instance))
            {
                if (Grows(field.FieldType))
                    yield return Name(field);
                // what a collection holds lives as long as it; what a logger or a hasher is for does not
                foreach (var part in Grows(field.FieldType)
                    ? field.FieldType.GetGenericArguments().Append(field.FieldType) : [field.FieldType])
                    open.Enqueue(part);
            }

            if (type.BaseType is { } below)
                open.Enqueue(below);

            // what an interface of ours stands for
            if (type.IsInterface)
            {
                foreach (var implementation in type.Assembly.GetTypes()
                    .Where(candidate => candidate.IsClass && type.IsAssignableFrom(candidate)))
                    open.Enqueue(implementation);
            }
        }
    }

    private static IEnumerable<FieldInfo> Fields(Type type, BindingFlags kind) =>
        type.GetFields(kind | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    private static bool IsMadeByCompiler(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute), false)
        || type.Name.StartsWith('<');

    private static bool IsForManyThreads(Type type) =>
        type.Namespace is "System.Collections.Concurrent" or "System.Threading.Channels" or "System.Threading.RateLimiting"
            || typeof(IMemoryCache).IsAssignableFrom(type);

    private static bool Grows(Type type) => Growing.Any(kind => type.GetInterfaces().Prepend(type).Concat(Bases(type)).Any(one =>
        one == kind || (one.IsGenericType && one.GetGenericTypeDefinition() == kind)))
        && type.Namespace != "System.Collections.Frozen" && !type.IsArray;

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var one = type.BaseType; one is not null; one = one.BaseType)
            yield return one;
    }

    private static string Name(FieldInfo field)
    {
        var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
        var type = field.DeclaringType!;
        return $"{(type.DeclaringType is { } outer ? outer.Name + "+" : "")}{type.Name}.{name}";
    }
}
