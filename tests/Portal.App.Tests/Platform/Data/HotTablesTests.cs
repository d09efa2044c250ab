using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Attribution.Bindings;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Catalogue.Tax;
using Portal.App.Disputes.Evidence;
using Portal.App.Disputes.Rulings;
using Portal.App.Documents.Exports;
using Portal.App.Documents.Issuing;
using Portal.App.Documents.MonthRun;
using Portal.App.Eligibility;
using Portal.App.Money.Invoices;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Orders.Import;
using Portal.App.Orders.Intake;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Data;
using Portal.App.Platform.Workers;
using Portal.App.Risk;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;
using Portal.Tests.Shared.SqlServer;

namespace Portal.App.Tests.Platform.Data;

/// <summary>
/// How SQL Server lays its tables. A key of random order means writing to random pages: each table lies in the order of a time that never
/// changes, or has a key that grows by itself, or is named here with the reason why its order may be random.
/// </summary>
public sealed class HotTablesTests
{
    private const string Settings = "changed by people, a few hundred rows";
    private const string PerPerson = "a few rows a person, partner or shop";
    private const string ByKey = "read and changed by its key with every order: a second index would cost more than the pages";
    private const string ByOwner = "read by what it belongs to, beside which its rows lie";

    private static readonly Dictionary<Type, string> InRandomOrder = new()
    {
        [typeof(Shop)] = Settings,
        [typeof(ShopHost)] = Settings,
        [typeof(Programme)] = Settings,
        [typeof(ProgrammeVersion)] = Settings,
        [typeof(TaxPolicyRow)] = Settings,
        [typeof(ApiKey)] = Settings,
        [typeof(SigningSecret)] = Settings,
        [typeof(ImportMapping)] = Settings,
        [typeof(ScanCheckpoint)] = Settings,
        [typeof(EligibilityPass)] = Settings,
        [typeof(PayoutBatch)] = "one a month",
        [typeof(LedgerAudit)] = "one a day",
        [typeof(LedgerAuditFinding)] = "none, unless something is wrong",
        [typeof(WorkFailure)] = "few, and gone when what failed succeeds",
        [typeof(ReconciliationException)] = "what a bank's file has too much, a few a month",
        [typeof(Adjustment)] = "made by people, a few a day",
        [typeof(RiskCase)] = "one a partner and rule",
        [typeof(RiskAction)] = "made by people, a few a day",
        [typeof(RewardHold)] = "made by people, some hundred at a time",
        [typeof(DisputeStake)] = "one a dispute, a few a day",
        [typeof(SurchargeHold)] = "a few a dispute",
        [typeof(OrderImport)] = "uploaded by people, a few a day",
        [typeof(IssuedFile)] = "two a document, found by its id",
        [typeof(StatementRunPart)] = "one a partner and month, claimed by its month",
        [typeof(ExportJob)] = "asked for by people, a few a day",
        [typeof(PortalUser)] = PerPerson,
        [typeof(Membership)] = PerPerson,
        [typeof(RecoveryCode)] = PerPerson,
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserLogin<Guid>)] = "not used",
        [typeof(Microsoft.AspNetCore.Identity.IdentityUserToken<Guid>)] = "not used",
        [typeof(Partner)] = PerPerson,
        [typeof(PartnerProgramme)] = PerPerson,
        [typeof(IdentityRequest)] = PerPerson,
        [typeof(BankAccount)] = PerPerson,
        [typeof(Link)] = PerPerson,
        [typeof(LedgerBalance)] = "one a partner, changed by its key with every entry",
        [typeof(KeyLock)] = ByKey,
        [typeof(ClickDayRow)] = "one a link and day, changed by its key",
        [typeof(CustomerBinding)] = ByKey,
        [typeof(CustomerIntroduction)] = ByKey,
        [typeof(TraitOrigin)] = ByKey,
        [typeof(AttemptCount)] = "changed by its key with every wrong attempt, its time too; thrown away after a day",
        [typeof(OrderLineRow)] = ByOwner,
        [typeof(OrderContentRow)] = ByOwner,
        [typeof(AccountTrait)] = ByOwner,
        [typeof(InvoicePart)] = ByOwner,
        [typeof(PayoutLine)] = ByOwner,
        [typeof(ImportProblem)] = ByOwner,
        [typeof(RiskSignalOrder)] = ByOwner,
        [typeof(PictureHashBand)] = ByOwner,
    };

    [Fact]
    public void Each_table_lies_in_the_order_of_a_time_or_is_named_with_the_reason_why_not()
    {
        using var db = new OfflineContexts(new OfflineSqlServer()).CreateDbContext();
        var random = DesignModel(db).GetEntityTypes().Where(entity => entity.GetTableName() is not null && !LiesInOrder(entity))
            .Select(entity => entity.ClrType);

        Assert.Equal(InRandomOrder.Keys.Select(type => type.Name).Order(StringComparer.Ordinal),
            random.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_time_in_whose_order_a_table_lies_never_changes()
    {
        using var db = new OfflineContexts(new OfflineSqlServer()).CreateDbContext();
        var times = DesignModel(db).GetEntityTypes().SelectMany(entity => entity.GetIndexes()).Where(index => index.IsClustered() == true)
            .Select(index => index.Properties[0]).ToList();

        Assert.InRange(times.Count, 17, int.MaxValue);
        Assert.All(times, time =>
            Assert.True(time.ClrType == typeof(DateTimeOffset) && IsSetOnce(time), $"{time.DeclaringType.DisplayName()}.{time.Name}"));
    }

    /// <summary>In the order of an index on a time, or of a key that is a number or a day.</summary>
    private static bool LiesInOrder(IEntityType entity) => entity.FindPrimaryKey() is not { } key
        || (key.IsClustered() == false
            ? entity.GetIndexes().Count(index => index.IsClustered() == true) == 1
            : key.Properties[0].ClrType == typeof(int) || key.Properties[0].ClrType == typeof(long)
            || key.Properties[0].ClrType == typeof(DateOnly));

    private static bool IsSetOnce(IProperty time) =>
        time.PropertyInfo?.SetMethod is not { } set || set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static IModel DesignModel(PortalDb db) =>
        Microsoft.EntityFrameworkCore.Infrastructure.AccessorExtensions.GetService<IDesignTimeModel>(db).Model;
}
