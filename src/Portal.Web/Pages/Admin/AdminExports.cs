using Microsoft.Extensions.Localization;
using Portal.App.Access.ApiKeys;
using Portal.App.Backlog;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Documents.Exports;
using Portal.App.Partners.IdentityVerification;
using Portal.App.Partners.Profiles;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.App.Platform.Workers;
using Portal.Domain.Partners;
using Portal.Web.Components;
using Portal.Web.Components.Exports;

namespace Portal.Web.Pages.Admin;

/// <summary>The audit log as a file.</summary>
public sealed class AuditExport(IStringLocalizer<AdminTexts> texts) : StreamedList<AuditRecordView>(
    ExportSide.Operator, ListName, AuditPermissions.Read,
    ListFilters.Of("q", "kind").Words("action", AuditActions.All).Id("by").Range())
{
    public const string ListName = "audit";

    public override string Title => texts["AuditTitle"];

    /// <summary>What the address says, for the page too.</summary>
    public static AuditFilter Filter(Func<string, string?> read, DateChoice range) =>
        new(read("q"), read("action"), read("kind"), range.Period, ListExports.Id(read("by")));

    public override Task<long> CountAsync(ExportSource source, CancellationToken cancellationToken) =>
        source.Snapshot.Of<AuditQueries>().CountAsync(source.Actor, Filter(source), cancellationToken);

    protected override ExportColumns<AuditRecordView> Columns() => new ExportColumns<AuditRecordView>()
        .Instant("at", texts["AuditAt"], row => row.At)
        .Word("action", texts["AuditAction"], row => row.Action, row => AuditWords.Deed(row))
        .Word("kind", texts["AuditKind"], row => row.Kind, row => row.Kind is { } kind ? TextCatalog.Word("AuditKind", kind) : "")
        .Text("subject", texts["AuditSubject"], row => AuditWords.Subject(row))
        .Dong("amount", texts["AuditAmount"], row => AuditWords.Amount(row)?.Amount)
        .Text("by", texts["AuditBy"], row => AuditWords.By(row, texts))
        .Text("address", texts["AuditAddress"], row => row.Address)
        .Text("before", texts["AuditBefore"], row => row.Before)
        .Text("after", texts["AuditAfter"], row => row.After);

    protected override IAsyncEnumerable<AuditRecordView> ReadAsync(ExportSource source, CancellationToken cancellationToken) =>
        source.Snapshot.Of<AuditQueries>().ExportAsync(source.Actor, Filter(source), source.Page("-at"), cancellationToken);

    private static AuditFilter Filter(ExportSource source) => Filter(source.Read, DateChoice.Read(source.Read, source.Clock));
}

/// <summary>Partners as a file.</summary>
public sealed class PartnersExport(IStringLocalizer<AdminTexts> texts) : PagedList<PartnerView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "-created",
    ListFilters.Of("q", "programme").Enum<IdentityState>("identity"))
{
    public const string ListName = "partners";

    public override string Title => texts["PartnersTitle"];

    protected override ExportColumns<PartnerView> Columns() => new ExportColumns<PartnerView>()
        .Text("name", texts["Name"], row => row.Name)
        .Text("email", texts["Email"], row => row.Email)
        .Text("phone", texts["Phone"], row => row.Phone)
        .Text("referralCode", texts["ReferralCode"], row => row.ReferralCode)
        .Text("pickupPoint", texts["PickupPoint"], row => row.PickupPoint)
        .Text("programmes", texts["Programmes"], row => string.Join(", ", row.Programs))
        .Word("identity", texts["Identity"], row => row.Identity, state => TextCatalog.Word(state))
        .Word("agreement", texts["Agreement"], row => row.AgreementSigned ? "signed" : "not_signed",
            row => texts[row.AgreementSigned ? "Signed" : "NotSigned"])
        .Instant("createdAt", texts["CreatedAt"], row => row.CreatedAt);

    protected override Task<PageOf<PartnerView>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<PartnerQueries>().SearchAsync(
            source.Actor, source.Read("q"), ListExports.Choice<IdentityState>(source.Read("identity")), source.Read("programme"), page,
            cancellationToken);
}

/// <summary>Shops as a file.</summary>
public sealed class ShopsExport(IStringLocalizer<AdminTexts> texts) : PagedList<ShopView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "-created", ListFilters.Of("q"))
{
    public const string ListName = "shops";

    public override string Title => texts["ShopsTitle"];

    protected override ExportColumns<ShopView> Columns() => new ExportColumns<ShopView>()
        .Text("code", texts["ShopCode"], row => row.Code)
        .Text("name", texts["ShopName"], row => row.Name)
        .Word("kind", texts["Kind"], row => row.Kind, kind => TextCatalog.Word(kind))
        .Day("openedOn", texts["OpenedOn"], row => row.OpenedOn)
        .Text("hosts", texts["Hosts"], row => string.Join(", ", row.Hosts))
        .Text("referralCode", texts["OwnerCode"], row => row.ReferralCode)
        .Word("signature", texts["Signature"], row => row.RequiresSignature ? "required" : "optional",
            row => texts[row.RequiresSignature ? "SignatureRequired" : "SignatureOptional"])
        .Instant("createdAt", texts["CreatedAt"], row => row.CreatedAt);

    protected override Task<PageOf<ShopView>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ShopQueries>().SearchAsync(source.Actor, source.Read("q"), page, cancellationToken);
}

/// <summary>Programmes as a file.</summary>
public sealed class ProgrammesExport(IStringLocalizer<AdminTexts> texts) : PagedList<ProgrammeView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "-created", ListFilters.Of("q").Id("shop"))
{
    public const string ListName = "programmes";

    public override string Title => texts["ProgrammesTitle"];

    protected override ExportColumns<ProgrammeView> Columns() => new ExportColumns<ProgrammeView>()
        .Text("code", texts["Programme"], row => row.Code)
        .Text("name", texts["Name"], row => row.Name)
        .Word("template", texts["Template"], row => row.Template, template => TextCatalog.Word(template))
        .Number("version", texts["Version"], row => row.Version)
        .Instant("effectiveFrom", texts["InForceSince"], row => row.EffectiveFrom)
        .Instant("createdAt", texts["CreatedAt"], row => row.CreatedAt);

    protected override Task<PageOf<ProgrammeView>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ProgrammeQueries>().SearchAsync(
            source.Actor, source.Read("q"), ListExports.Id(source.Read("shop")), page, cancellationToken);
}

/// <summary>API keys as a file: what they may do and whose they are, never what they are.</summary>
public sealed class KeysExport(IStringLocalizer<AdminTexts> texts) : PagedList<ApiKeyView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "-created", ListFilters.Of("q").Words("revoked", "1"))
{
    public const string ListName = "api-keys";

    public override string Title => texts["KeysTitle"];

    protected override ExportColumns<ApiKeyView> Columns() => new ExportColumns<ApiKeyView>()
        .Text("name", texts["KeyName"], row => row.Name)
        .Text("prefix", texts["Key"], row => row.Prefix)
        .Text("owner", texts["KeyOwner"], row => row.OwnerName)
        .Text("scopes", texts["Scopes"], row => string.Join(' ', row.Scopes))
        .Instant("createdAt", texts["CreatedAt"], row => row.CreatedAt)
        .Instant("revokedAt", texts["Revoked"], row => row.RevokedAt);

    protected override Task<PageOf<ApiKeyView>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<ApiKeyQueries>().SearchAsync(
            source.Actor, source.Read("q"), source.Read("revoked") is not null, page, cancellationToken);
}

/// <summary>Requests to be verified as a file: no numbers of cards and no pictures.</summary>
public sealed class IdentitiesExport(IStringLocalizer<AdminTexts> texts) : PagedList<IdentityRow>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "submitted",
    ListFilters.Of("q").Enum<IdentityRequestState>("state", AllStates))
{
    public const string ListName = "identities";
    public const string AllStates = "all";

    public override string Title => texts["IdentitiesTitle"];

    /// <summary>
    /// Whoever comes without a question sees what is to be decided; whoever looks for somebody finds them wherever they stand.
    /// </summary>
    public static IdentityRequestState? State(Func<string, string?> read) =>
        ListExports.Choice<IdentityRequestState>(read("state"))
        ?? (read("state") is not null || read("q") is not null ? null : IdentityRequestState.Waiting);

    protected override ExportColumns<IdentityRow> Columns() => new ExportColumns<IdentityRow>()
        .Text("fullName", texts["IdentityFullName"], row => row.FullName)
        .Text("partner", texts["IdentityPartner"], row => row.PartnerName)
        .Number("try", texts["IdentityTry"], row => row.Try)
        .Instant("submittedAt", texts["IdentitySubmittedAt"], row => row.SubmittedAt)
        .Word("state", texts["IdentityRequestState"], row => row.State, state => TextCatalog.Word(state))
        .Instant("decidedAt", texts["DecidedAt"], row => row.DecidedAt)
        .Text("decidedBy", texts["IdentityDecidedBy"], row => row.DecidedBy);

    protected override Task<PageOf<IdentityRow>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<IdentityQueries>().ListAsync(source.Actor, State(source.Read), source.Read("q"), page, cancellationToken);
}

/// <summary>Failed work as a file.</summary>
public sealed class FailedWorkExport(IStringLocalizer<AdminTexts> texts) : PagedList<FailedWorkView>(
    ExportSide.Operator, ListName, Permission.OperatorRead, "since", ListFilters.Of().Words("kind", Enum.GetNames<WorkKind>()))
{
    public const string ListName = "failed-work";

    public override string Title => texts["FailedTitle"];

    protected override ExportColumns<FailedWorkView> Columns() => new ExportColumns<FailedWorkView>()
        .Word("kind", texts["FailedKind"], row => row.Kind, kind => TextCatalog.Word(kind))
        .Text("subject", texts["AuditSubject"], row => row.Subject)
        .Number("attempts", texts["FailedAttempts"], row => row.Attempts)
        .Text("error", texts["FailedError"], row => row.Error)
        .Instant("since", texts["FailedSince"], row => row.Since)
        .Instant("nextAt", texts["FailedNext"], row => row.NextAt);

    protected override Task<PageOf<FailedWorkView>> PageAsync(ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<BacklogQueries>().FailedAsync(
            source.Actor, Enum.TryParse<WorkKind>(source.Read("kind"), out var kind) ? kind : null, page, cancellationToken);
}
