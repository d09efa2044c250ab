using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Attribution.Reading;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Replay;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Eligibility;
using Portal.App.Money.Payouts;
using Portal.App.Money.Tax;
using Portal.App.Orders.Import;
using Portal.App.Orders.Intake;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.App.Traffic.Links;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Orders;
using Portal.Domain.Partners;
using Portal.Domain.Shops;
using Portal.Domain.Tax;
using Portal.Domain.Tracking;
using Portal.Domain.Withdrawals;
using Portal.Tests.Shared;

namespace Portal.App.Tests.Security;

/// <summary>
/// Rights end at once, in every use case (R10.5). The walk finds the use cases by itself: a new one is tried too, and fails here until it
/// reads its actor's rights again where it writes.
/// </summary>
public sealed partial class RightsWalkTests
{
    /// <summary>What begins without rights, and the proof that it asks for instead.</summary>
    private static readonly Dictionary<string, string> ByProof = new()
    {
        [nameof(AcceptInvitation)] = "the token of a mailed invitation",
        [nameof(AcceptEligibility)] = "the token of a mailed invitation into a programme",
        [nameof(ResetPassword)] = "the token of a mailed link",
        [nameof(RequestPasswordReset)] = "nothing: it mails the owner of the address, and answers all alike",
        [nameof(BeginSecondStep)] = "a password that was right a moment ago",
        [nameof(BeginSession)] = "a password and code that were right, or a session that holds",
    };

    /// <summary>What writes nothing in anybody's name, though it takes an actor.</summary>
    private static readonly Dictionary<string, string> WithoutWrite = new()
    {
        [nameof(CheckPassword)] = "counts attempts of whoever signs in",
        [nameof(CheckCode)] = "counts attempts of whoever signs in",
        [nameof(InviteFirstAdmin)] = "the portal's own, through InviteUser",
        [nameof(LookUpOrder)] = "reads",
        [nameof(PreviewProgrammeVersion)] = "reads",
        [nameof(ReplayProgramme)] = "reads",
        [nameof(ProveSecondFactor)] = "asks for a code before it gets as far as its write, which is UnitOfWork's",
    };

    /// <summary>
    /// Types that write with a context of their own, or a transaction, outside of <see cref="UnitOfWork"/>, and in whose name.
    /// </summary>
    private static readonly Dictionary<string, string> OutsideOfWork = new()
    {
        ["Transactions"] = "is what the others stand on",
        ["UnitOfWork"] = "reads the rights of whoever asks",
        ["OrderIntake"] = "reads the rights of all requests of its transaction",
        ["ReevaluateOrders"] = "worker",
        ["MakeStatements"] = "worker",
        ["MakeInvoices"] = "worker",
        ["EvidencePreviewer"] = "worker",
        ["EvidenceSweep"] = "worker",
        ["PreviewOrderEvent"] = "keeps nothing; reads the rights of whoever asks, as the intake does",
        ["PreviewRuling"] = "keeps nothing; whoever calls it has asked for the right",
        ["ImportRunner"] = "worker; what it takes in goes through the intake, as whoever uploaded it",
        ["ImportLeases"] = "worker",
        ["OutboxRelay"] = "worker",
        ["ChangeReader"] = "worker",
        ["ExpiredAnswers"] = "worker",
        ["ExportLeases"] = "worker",
        ["ExportSweep"] = "worker",
        ["StatementRunWorker"] = "worker",
        ["ReadSnapshots"] = "reads, in a transaction that nothing is written in",
        ["FailedWork"] = "worker",
        ["SeedDemo"] = "fills a fresh database",
        ["CheckPassword"] = "before anybody is signed in",
        ["CheckCode"] = "before anybody is signed in",
        ["SignInAttempts"] = "before anybody is signed in",
        ["AttemptCounter"] = "before anybody is signed in",
        ["AccountCleaning"] = "worker",
        ["SessionActivity"] = "notes when a session was last seen",
        ["RefusalJournal"] = "writes down who was refused",
        ["SignedBodies"] = "remembers a signature before the call is let in",
    };

    private static IEnumerable<Type> UseCases => typeof(UnitOfWork).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false, IsPublic: true } && Run(type) is not null)
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names =>
        [.. UseCases.Select(type => type.Name).Where(name => !ByProof.ContainsKey(name) && !WithoutWrite.ContainsKey(name))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task R10_5_Whoever_lost_their_rights_changes_nothing_by(string useCase)
    {
        var type = UseCases.Single(found => found.Name == useCase);
        await using var world = await World.CreateAsync();
        var scene = await Scene.MakeAsync(world);

        await scene.TakeRoleAsync();
        Assert.Equal("rights_ended", (await RunAsync(scene, type, scene.Person))?.Code);
        await scene.GiveRoleAsync();
        await scene.ActiveAsync(false);
        Assert.Equal("rights_ended", (await RunAsync(scene, type, scene.Person))?.Code);
        if (useCase != nameof(ChangePassword)) // a key has no password to be wrong
            Assert.Equal("key_unknown",
                (await RunAsync(scene, type, scene.Person with { IsKey = true, Role = null, ClientId = scene.RevokedKey }))?.Code);

        await scene.ActiveAsync(true);
        var held = await RunAsync(scene, type, scene.Person);
        Assert.True(held is null || held.Code is not ("rights_ended" or "key_unknown"), $"refused though the right holds: {held?.Code}");
    }

    [Fact]
    public void R10_5_What_needs_no_right_is_named_and_exists()
    {
        var names = UseCases.Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        Assert.All(ByProof.Keys.Concat(WithoutWrite.Keys), name => Assert.Contains(name, names));
    }

    [Fact]
    public void R10_5_Nothing_begins_without_rights_but_what_asks_for_another_proof() => Assert.Equal(
        ByProof.Keys.Order(StringComparer.Ordinal),
        CompiledCode.Portal.Where(method => method.Calls.Any(called => called.Name == nameof(UnitOfWork.RunByProofAsync)))
            .Select(method => method.Owner.Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void R10_5_Nothing_writes_outside_of_Work_but_what_is_named() => Assert.Equal(
        OutsideOfWork.Keys.Order(StringComparer.Ordinal),
        CompiledCode.Portal.GroupBy(method => method.Owner).Where(type => WritesAlone(type.Key, [.. type])).Select(type => type.Key.Name)
        .Order(StringComparer.Ordinal));

    // a context that somebody else made is inside of somebody's transaction; what has no UnitOfWork writes with its own, wherever it hands
    // it on
    private static bool WritesAlone(TypeDefinition type, List<CompiledMethod> methods)
    {
        if (Has(type, nameof(Transactions)))
            return true;
        var members = methods.GroupBy(method => method.Member, StringComparer.Ordinal).ToList();
        return Has(type, nameof(UnitOfWork))
            ? members.Exists(member => member.Any(MakesContext) && member.Any(Writes))
            : methods.Exists(MakesContext) && methods.Exists(Writes);
    }

    private static bool Has(TypeDefinition type, string service) => type.Fields.Any(field => field.FieldType.Name == service);

    private static bool MakesContext(CompiledMethod method) =>
        method.Calls.Any(called => called.Name is "CreateDbContext" or "CreateDbContextAsync");

    private static bool Writes(CompiledMethod method) => method.Calls.Any(called => Write().IsMatch(called.Name));

    [GeneratedRegex("^(SaveChanges(Async)?|Execute(Update|Delete|Sql).*|(Update|Delete)InPartsAsync|BeginTransaction(Async)?|InsertAsync)$")]
    private static partial Regex Write();

    private static MethodInfo? Run(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(method => method is { Name: "RunAsync", IsGenericMethod: false }
            && method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Actor))
        .MinBy(method => method.GetParameters().Length);

    private static async Task<Refusal?> RunAsync(Scene scene, Type type, Actor actor)
    {
        var run = Run(type)!;
        var arguments = run.GetParameters().Select(parameter => scene.Argument(type, parameter, actor)).ToArray();
        var running = (Task)run.Invoke(scene.World.Services.GetService(type), arguments)!;
        await running;
        var outcome = running.GetType().GetProperty("Result")!.GetValue(running)!;
        return (Refusal?)outcome.GetType().GetProperty("Refusal")!.GetValue(outcome);
    }

    /// <summary>What the use cases are tried on, and a person who may do everything as long as they have their role.</summary>
    private sealed class Scene
    {
        private const string Disputes = "Loại;Mã đơn;Nội dung\nmissing_order;DH-Q;Thiếu đơn\n";

        private const string Report = "Mã đơn;Ngày đặt;Sản phẩm;Số lượng;Đơn giá\nDH-1;1/6/2026 9:05;Áo dài;2;1.250.000\n";

        public required World World { get; init; }

        public required Actor Person { get; init; }

        public required Guid RevokedKey { get; init; }

        public required string Programme { get; init; }

        public required string LinkCode { get; init; }

        public required Guid Batch { get; init; }

        public required ReceivedEvidence Evidence { get; init; }

        public static async Task<Scene> MakeAsync(World world)
        {
            var earner = await world.HasEarnerAsync();
            var payee = await world.HasPayeeAsync(900_000);
            await world.AsksAsync(payee, 300_000);
            world.NextMonth();
            var batch = (await world.MakesBatchAsync()).Value;
            await world.ApprovesAsync(batch);
            await using var db = await world.DbAsync();
            await db.Partners.Where(row => row.Id == earner.Partner.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Identity, IdentityState.NotChecked));
            var programme = await db.Programmes.Where(row => row.ShopId == earner.Shop.Id).Select(row => row.Code).SingleAsync();
            var key = await world.HasKeyAsync();
            await world.Get<RevokeApiKey>().RunAsync(world.Admin, key.Id, default);
            var everything = Permission.All.ToHashSet(StringComparer.Ordinal);
            return new Scene
            {
                Evidence = await world.ReceivedAsync("Tin nhắn lúc 9 giờ"),
                World = world,
                Person = world.PersonOf(earner.Partner) with { ShopId = earner.Shop.Id, Permissions = everything },
                RevokedKey = key.Id,
                Programme = programme,
                LinkCode = earner.Link.Code,
                Batch = batch.Id,
            };
        }

        public async Task TakeRoleAsync()
        {
            await using var db = await World.DbAsync();
            await db.Memberships.Where(held => held.UserId == Person.ClientId).ExecuteDeleteAsync();
        }

        public async Task GiveRoleAsync()
        {
            await using var db = await World.DbAsync();
            db.Memberships.Add(new Membership
            {
                Id = Guid.CreateVersion7(),
                UserId = Person.ClientId,
                Role = Role.Partner,
                PartnerId = Person.PartnerId,
                CreatedAt = World.Start,
            });
            await db.SaveChangesAsync();
        }

        public async Task ActiveAsync(bool active)
        {
            await using var db = await World.DbAsync();
            await db.Users.Where(user => user.Id == Person.ClientId)
                .ExecuteUpdateAsync(set => set.SetProperty(user => user.IsActive, active));
        }

        /// <summary>Something that gets as far as the transaction.</summary>
        public object? Argument(Type useCase, ParameterInfo parameter, Actor actor)
        {
            if (parameter.ParameterType == typeof(Actor))
                return actor;
            if (parameter.ParameterType == typeof(CancellationToken))
                return CancellationToken.None;
            return parameter.Name switch
            {
                "partnerId" => Person.PartnerId,
                "shopId" => Person.ShopId,
                "batchId" => Batch,
                "programmeCode" => Programme,
                "month" => new DateOnly(2026, 5, 1),
                "note" or "reason" or "name" => "Kiểm tra",
                "file" => new MemoryStream(Encoding.UTF8.GetBytes("reference,amount,account,status\nX,1,2,paid\n")),
                "progress" => null,
                "input" when Special(useCase, actor) is { } special => special,
                _ => Value(parameter.ParameterType, parameter.Name ?? "", optional: false),
            };
        }

        private object? Special(Type useCase, Actor actor) => useCase.Name switch
        {
            nameof(RecordOrders) => new RecordOrders.Input(Person.ShopId, [World.Order("DH-Q")]),
            nameof(RecordOrderEvent) or nameof(PreviewOrderEvent) => new RecordOrderEvent.Input(
                Person.ShopId, "DH-Q", new OrderEventInput("e-q", OrderEventType.Paid, null, null, World.Clock.GetUtcNow())),
            nameof(UploadOrderReport) =>
                new UploadOrderReport.Input(Person.ShopId, "bao-cao.csv", new MemoryStream(Encoding.UTF8.GetBytes(Report))),
            nameof(MapImportColumns) => new MapImportColumns.Input(
                Guid.CreateVersion7(), new Dictionary<ImportColumn, string> { [ImportColumn.OrderId] = "Mã đơn" }),
            nameof(SubmitIdentity) => World.Card(),
            nameof(ReportClick) => new ReportClick.Input("v-q", World.Clock.GetUtcNow(), LinkCode),
            nameof(CreateLink) => new CreateLink.Input(Programme, LinkKind.Deep, "https://shop.example/q", Person.PartnerId),
            nameof(CreateShop) => new CreateShop.Input("tiem-q", "Tiệm Q", ShopKind.Individual, new DateOnly(2020, 1, 1), ["q.example"]),
            nameof(AddTaxPolicy) => new AddTaxPolicy.Input(TaxBasis.CalendarMonth, 2_000_000, 1000,
                LocalCalendar.Month(LocalCalendar.Day(World.Clock.GetUtcNow())).AddMonths(1), "TT 111"),
            nameof(SubmitDispute) => new SubmitDispute.Input(
                new DisputeDraft(DisputeKind.MissingOrder, "DH-Q", Person.ShopId, Claim: "Thiếu đơn"), []),
            nameof(ImportDisputes) => new ImportDisputes.Input(Encoding.UTF8.GetBytes(Disputes), DryRun: false),
            nameof(AddEvidence) => new AddEvidence.Input(
                Guid.CreateVersion7(), Evidence, new EvidenceStore.Statement(World.Clock.GetUtcNow(), "Tin nhắn")),
            nameof(ChangePayoutLines) => new ChangePayoutLines.Input([Guid.CreateVersion7()], PayoutLineState.Held, "Chờ"),
            nameof(EnableAuthenticator) => new EnableAuthenticator.Input(
                World.Get<AuthenticatorKeys>().Offer(actor.ClientId, Totp.FromBase32(AuthenticatorApp.Key)), AuthenticatorApp.Code()),
            _ => null,
        };

        private object? Value(Type type, string name, bool optional)
        {
            if (optional && (Nullable.GetUnderlyingType(type) is not null || !type.IsValueType)
                && name is not ("reason" or "name" or "template"))
                return null;

            var inner = Nullable.GetUnderlyingType(type) ?? type;
            if (inner == typeof(CultureInfo))
                return TextCatalog.Vietnamese;
            if (inner == typeof(string))
                return Text(name);
            if (inner == typeof(Guid))
                return Guid.CreateVersion7();
            if (inner == typeof(DateTimeOffset))
                return World.Clock.GetUtcNow().AddDays(1);
            if (inner == typeof(DateOnly))
                return new DateOnly(2026, 6, 10);
            if (inner == typeof(bool))
                return true;
            if (inner.IsEnum)
                return Enum.GetValues(inner).GetValue(0);
            if (inner.IsPrimitive)
                return Convert.ChangeType(1, inner, CultureInfo.InvariantCulture);
            if (inner.IsGenericType && inner.IsInterface && inner.GetGenericArguments() is [var element])
            {
                var list = Array.CreateInstance(element, 1);
                list.SetValue(Value(element, name, optional: false), 0);
                return list;
            }

            var constructor = inner.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
            return constructor.Invoke(
                [.. constructor.GetParameters().Select(part => Value(part.ParameterType, Camel(part.Name!), part.HasDefaultValue))]);
        }

        private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

        private static string Text(string name) => name switch
        {
            "email" => "q@example.vn",
            "phone" => "0901234567",
            "code" or "program" or "subId" => "ma-q",
            "destinationUrl" => "https://shop.example/q",
            "language" => "vi",
            "template" => BankFileTemplate.Generic,
            _ => "Kiểm tra",
        };
    }
}
