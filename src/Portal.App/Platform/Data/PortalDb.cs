using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Staff;
using Portal.App.Access.Users;
using Portal.App.Attribution.Bindings;
using Portal.App.Attribution.Deciding;
using Portal.App.Attribution.Reevaluation;
using Portal.App.Attribution.Rewards;
using Portal.App.Attribution.Rulings;
using Portal.App.Attribution.Surcharges;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Catalogue.Tax;
using Portal.App.Disputes.Cases;
using Portal.App.Disputes.Evidence;
using Portal.App.Disputes.Rulings;
using Portal.App.Documents.Exports;
using Portal.App.Documents.Issuing;
using Portal.App.Documents.MonthRun;
using Portal.App.Eligibility;
using Portal.App.Money.Invoices;
using Portal.App.Money.Ledger;
using Portal.App.Money.Payouts;
using Portal.App.Money.PeriodClose;
using Portal.App.Money.Statements;
using Portal.App.Money.Withdrawals;
using Portal.App.Orders.Import;
using Portal.App.Orders.Intake;
using Portal.App.Partners.BankAccounts;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Changes;
using Portal.App.Platform.Idempotency;
using Portal.App.Platform.Outbox;
using Portal.App.Platform.Security;
using Portal.App.Platform.Workers;
using Portal.App.Risk;
using Portal.App.Traffic.Clicks;
using Portal.App.Traffic.Links;

namespace Portal.App.Platform.Data;

/// <summary>
/// The one model of all three databases. Made per operation by <c>IDbContextFactory</c>, never kept by a page. Each entity's
/// mapping stands beside it, in a nested <c>Mapping</c>.
/// </summary>
public sealed class PortalDb(DbContextOptions<PortalDb> options)
    : IdentityUserContext<PortalUser, Guid>(options)
{
    public DbSet<Shop> Shops => Set<Shop>();

    public DbSet<ShopHost> ShopHosts => Set<ShopHost>();

    public DbSet<Programme> Programmes => Set<Programme>();

    public DbSet<ProgrammeVersion> ProgrammeVersions => Set<ProgrammeVersion>();

    public DbSet<Partner> Partners => Set<Partner>();

    public DbSet<PartnerProgramme> PartnerProgrammes => Set<PartnerProgramme>();

    public DbSet<IdentityRequest> IdentityRequests => Set<IdentityRequest>();

    public DbSet<BankAccount> BankAccounts => Set<BankAccount>();

    public DbSet<JournalEntry> JournalEntries => Set<JournalEntry>();

    public DbSet<LedgerBalance> LedgerBalances => Set<LedgerBalance>();

    public DbSet<LedgerPeriod> LedgerPeriods => Set<LedgerPeriod>();

    public DbSet<LedgerSeal> LedgerSeals => Set<LedgerSeal>();

    public DbSet<LedgerAudit> LedgerAudits => Set<LedgerAudit>();

    public DbSet<LedgerAuditFinding> LedgerAuditFindings => Set<LedgerAuditFinding>();

    public DbSet<WaitingReward> WaitingRewards => Set<WaitingReward>();

    public DbSet<WorkFailure> WorkFailures => Set<WorkFailure>();

    public DbSet<Adjustment> Adjustments => Set<Adjustment>();

    public DbSet<AuditRecord> AuditRecords => Set<AuditRecord>();

    public DbSet<Withdrawal> Withdrawals => Set<Withdrawal>();

    public DbSet<WeeklyStatement> WeeklyStatements => Set<WeeklyStatement>();

    public DbSet<StatementLine> StatementLines => Set<StatementLine>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<InvoicePart> InvoiceParts => Set<InvoicePart>();

    public DbSet<InvoicePayment> InvoicePayments => Set<InvoicePayment>();

    public DbSet<IssuedDocument> IssuedDocuments => Set<IssuedDocument>();

    public DbSet<IssuedFile> IssuedFiles => Set<IssuedFile>();

    public DbSet<StatementRun> StatementRuns => Set<StatementRun>();

    public DbSet<StatementRunPart> StatementRunParts => Set<StatementRunPart>();

    public DbSet<PayoutBatch> PayoutBatches => Set<PayoutBatch>();

    public DbSet<PayoutLine> PayoutLines => Set<PayoutLine>();

    public DbSet<ReconciliationException> ReconciliationExceptions => Set<ReconciliationException>();

    public DbSet<MonthClose> MonthCloses => Set<MonthClose>();

    public DbSet<UnsettledMonth> UnsettledMonths => Set<UnsettledMonth>();

    public DbSet<TaxPolicyRow> TaxPolicies => Set<TaxPolicyRow>();

    public DbSet<Link> Links => Set<Link>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<OrderLineRow> OrderLines => Set<OrderLineRow>();

    public DbSet<OrderContentRow> OrderContents => Set<OrderContentRow>();

    public DbSet<OrderEventRow> OrderEvents => Set<OrderEventRow>();

    public DbSet<OrderDecision> OrderDecisions => Set<OrderDecision>();

    public DbSet<Reward> Rewards => Set<Reward>();

    public DbSet<CustomerBinding> CustomerBindings => Set<CustomerBinding>();

    public DbSet<CustomerIntroduction> CustomerIntroductions => Set<CustomerIntroduction>();

    public DbSet<Surcharge> Surcharges => Set<Surcharge>();

    public DbSet<ReevaluationRequest> ReevaluationRequests => Set<ReevaluationRequest>();

    public DbSet<EvidenceFile> EvidenceFiles => Set<EvidenceFile>();

    public DbSet<PictureHashBand> PictureHashBands => Set<PictureHashBand>();

    public DbSet<Ruling> Rulings => Set<Ruling>();

    public DbSet<KeyLock> KeyLocks => Set<KeyLock>();

    public DbSet<EligibilityAccount> EligibilityAccounts => Set<EligibilityAccount>();

    public DbSet<EligibilityPass> EligibilityPasses => Set<EligibilityPass>();

    public DbSet<AccountTrait> AccountTraits => Set<AccountTrait>();

    public DbSet<TraitOrigin> TraitOrigins => Set<TraitOrigin>();

    public DbSet<RiskCase> RiskCases => Set<RiskCase>();

    public DbSet<RiskSignal> RiskSignals => Set<RiskSignal>();

    public DbSet<RiskSignalOrder> RiskSignalOrders => Set<RiskSignalOrder>();

    public DbSet<RewardHold> RewardHolds => Set<RewardHold>();

    public DbSet<SurchargeHold> SurchargeHolds => Set<SurchargeHold>();

    public DbSet<DisputeStake> DisputeStakes => Set<DisputeStake>();

    public DbSet<RiskAction> RiskActions => Set<RiskAction>();

    public DbSet<ScanCheckpoint> ScanCheckpoints => Set<ScanCheckpoint>();

    public DbSet<Dispute> Disputes => Set<Dispute>();

    public DbSet<DisputeStep> DisputeSteps => Set<DisputeStep>();

    public DbSet<DisputeMessage> DisputeMessages => Set<DisputeMessage>();

    public DbSet<DisputeCounter> DisputeCounters => Set<DisputeCounter>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<StaffInvitation> StaffInvitations => Set<StaffInvitation>();

    public DbSet<AccountToken> AccountTokens => Set<AccountToken>();

    public DbSet<UserSession> UserSessions => Set<UserSession>();

    public DbSet<AttemptCount> AttemptCounts => Set<AttemptCount>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<SigningSecret> SigningSecrets => Set<SigningSecret>();

    public DbSet<AcceptedSignature> AcceptedSignatures => Set<AcceptedSignature>();

    public DbSet<IdempotentRequest> IdempotentRequests => Set<IdempotentRequest>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<OrderImport> OrderImports => Set<OrderImport>();

    public DbSet<ImportProblem> ImportProblems => Set<ImportProblem>();

    public DbSet<ImportMapping> ImportMappings => Set<ImportMapping>();

    public DbSet<ExportJob> ExportJobs => Set<ExportJob>();

    public DbSet<Change> Changes => Set<Change>();

    /// <summary>Partners as accounts and keys know them.</summary>
    internal IQueryable<Organisation> PartnerOrganisations => Partners.Select(partner => new Organisation
    {
        Id = partner.Id,
        Name = partner.Name,
        NameSearch = partner.NameSearch,
        Detail = partner.Email,
        RequiresSignature = false,
    });

    /// <summary>Shops as accounts and keys know them.</summary>
    internal IQueryable<Organisation> ShopOrganisations => Shops.Select(shop => new Organisation
    {
        Id = shop.Id,
        Name = shop.Name,
        NameSearch = shop.NameSearch,
        Detail = shop.Code,
        RequiresSignature = shop.RequiresSignature,
    });

    /// <summary>Shops that have a secret to sign with.</summary>
    internal IQueryable<Guid> ShopsWithSecrets => SigningSecrets.Where(secret => secret.RevokedAt == null).Select(secret => secret.ShopId);

    /// <summary>The codes that customers type: one number space for partners and shops, since an order names either.</summary>
    internal IReadOnlyList<IQueryable<string>> ReferralCodes =>
        [Partners.Select(partner => partner.ReferralCode), Shops.Select(shop => shop.ReferralCode)];

    /// <summary>Who takes part in which programme, as programmes know it.</summary>
    internal IQueryable<Participation> Participations => PartnerProgrammes.Select(joined => new Participation
    {
        ProgrammeId = joined.ProgrammeId,
        PartnerId = joined.PartnerId,
    });

    /// <summary>Rewards that are held now, as whoever shows a reward knows it.</summary>
    internal IQueryable<HeldReward> HeldRewards => RewardHolds.Where(hold => hold.ReleasedAt == null).Select(hold => new HeldReward
    {
        OrderId = hold.OrderId,
        ProgrammeId = hold.ProgrammeId,
        PartnerId = hold.PartnerId,
    });

    /// <summary>The numbers of disputes, as the ledger shows them.</summary>
    internal IQueryable<DisputeNumber> DisputeNumbers => DisputeStakes.Select(stake => new DisputeNumber
    {
        DisputeId = stake.DisputeId,
        Number = stake.DisputeNumber,
    });

    /// <summary>Who asked for what is changed here; null for what nobody did. Set by <see cref="UnitOfWork"/>.</summary>
    internal (Actor Actor, TimeProvider Clock, EntityAudit Trail)? ChangedBy { get; set; }

    internal bool HasAuditRecords { get; set; }

    /// <summary>
    /// The dispute of whose ruling or hold things are changed here (R8.4): entries, decisions and what they ask for name it. Null for what
    /// no dispute is the reason of.
    /// </summary>
    internal Guid? Dispute { get; set; }

    /// <summary>Until it is disposed of, what is changed here follows from the dispute.</summary>
    internal IDisposable Follows(Guid dispute)
    {
        var before = Dispute;
        Dispute = dispute;
        return new Ending(() => Dispute = before);
    }

    /// <summary>Shops whose orders are decided with rulings, as their programmes know it.</summary>
    internal IQueryable<Guid> ShopsWithRulings => Rulings.Select(ruling => ruling.ShopId).Distinct();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (ChangedBy is null && !HasAuditRecords)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        if (await AuditTrail.CompleteAsync(this, cancellationToken) is { Count: > 0 } records)
        {
            // the open block of the chain that entries are in too; it stays open until this commit
            var period = await LedgerPeriod.KeepOpenAsync(this, cancellationToken);
            foreach (var record in records)
                record.Block = period.OpenBlock;
        }

        // they are detected already
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDb).Assembly);
        RelateAccess(builder);
        if (!Database.IsSqlite())
            ClickTables.Map(builder);

        foreach (var entity in builder.Model.GetEntityTypes())
        {
            // Nothing goes away because something else does: money and its reasons outlive both.
            foreach (var key in entity.GetForeignKeys())
                key.DeleteBehavior = DeleteBehavior.Restrict;

            // Ids are made in code; the change table's number is the one exception.
            foreach (var property in entity.GetProperties())
            {
                if (property.ClrType == typeof(Guid) && property.IsPrimaryKey())
                    property.ValueGenerated = ValueGenerated.Never;
                if (property.FindAnnotation(ExactComparison.Annotation) is not null)
                    property.SetCollation(ExactComparison.Collation(Database.ProviderName));
            }
        }

        if (Database.IsSqlServer())
            SqlServerModel.Shape(builder);
        SqlServerModel.Forget(builder);
    }

    /// <summary>Accounts and keys belong to partners and shops, whose groups they do not know.</summary>
    private static void RelateAccess(ModelBuilder builder)
    {
        builder.Entity<Membership>().HasOne<Partner>().WithMany().HasForeignKey(membership => membership.PartnerId);
        builder.Entity<Membership>().HasOne<Shop>().WithMany().HasForeignKey(membership => membership.ShopId);
        builder.Entity<ApiKey>().HasOne<Partner>().WithMany().HasForeignKey(key => key.PartnerId);
        builder.Entity<ApiKey>().HasOne<Shop>().WithMany().HasForeignKey(key => key.ShopId);
        builder.Entity<SigningSecret>().HasOne<Shop>().WithMany().HasForeignKey(secret => secret.ShopId);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(Lengths.Reason);

        // SQLite has no type for an instant that sorts; UTC ticks do. Elsewhere only UTC is stored, so that all read alike.
        if (Database.IsSqlite())
            conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        else
            conventions.Properties<DateTimeOffset>().HaveConversion<Utc>();
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        instant => instant.UtcTicks,
        ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class Utc() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        instant => instant.ToUniversalTime(),
        instant => instant.ToUniversalTime());
}
