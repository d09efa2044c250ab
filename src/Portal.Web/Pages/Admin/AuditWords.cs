using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Catalogue.Programmes;
using Portal.App.Catalogue.Shops;
using Portal.App.Eligibility;
using Portal.App.Platform.Auditing;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.App.Risk;
using Portal.Domain.Common;
using Portal.Domain.Withdrawals;
using Portal.Web.Components;
using Portal.Web.Components.Money;
using Portal.Web.Components.Shared;
using Portal.Web.Pages.Finance;
using Portal.Web.SignIn;

namespace Portal.Web.Pages.Admin;

/// <summary>Records of the audit log as people read them: names for codes, sums as money, and where what they name is found.</summary>
public static class AuditWords
{
    /// <summary>Values that are đồng; the first of them that a record has is its sum.</summary>
    private static readonly string[] Money = ["amount", "total", "gross", "paidOut", "remitted", "refunded", "tax", "net", "threshold"];

    /// <summary>Values that say by how much money a deed is, and not only a rule about money.</summary>
    private static readonly string[] Sums = [.. Money.Except(["refunded", "tax", "threshold"])];

    /// <summary>Kinds of words that are stored by their names, where the record does not say of which kind they are.</summary>
    private static readonly string[] Words =
    [
        "WithdrawalState", "PayoutMismatch", "PayoutReason", "IdentityState", "Role", "PayeeType", "TaxBasis", "EligibilityState",
            "EligibilityVerdict", "RiskActionKind", "RiskReview", "ShopKind", "LinkKind", "OrderStatus", "ProgrammeTemplate", "WorkKind",
        "Effect", "Reason", "AuditText",
    ];

    /// <summary>A value of a record, before and after; null where there was none.</summary>
    public sealed record Value(string Name, string? Before, string? After);

    public static string Deed(AuditRecordView record) => record.Kind is { } kind
        ? $"{TextCatalog.Word("AuditAction", record.Action)}: {TextCatalog.Word("AuditKind", kind)}"
        : TextCatalog.Word("AuditAction", record.Action);

    /// <summary>Whoever takes up an invitation is nobody yet.</summary>
    public static string By(AuditRecordView record, IStringLocalizer<AdminTexts> texts) => record.Actor.Length > 0
        ? record.Actor : texts["AuditNobody"];

    public static string Subject(AuditRecordView record) => record.Action switch
    {
        AuditActions.MonthClosed when MoneyFormat.ReadMonth(record.Subject) is { } month => MoneyFormat.Month(month),
        AuditActions.WorkRetried => TextCatalog.Word("WorkKind", record.Subject),
        _ => record.Subject,
    };

    /// <summary>How much money it was about; null for what is about none.</summary>
    public static Dong? Amount(AuditRecordView record)
    {
        foreach (var json in new[] { record.After, record.Before })
        {
            if (json is null)
                continue;

            using var document = JsonDocument.Parse(json);
            foreach (var name in Sums)
            {
                if (document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
                    && value.TryGetInt64(out var amount))
                    return new Dong(amount);
            }
        }

        return null;
    }

    /// <summary>Where what it was done to is found; null where it has no page.</summary>
    public static string? Href(AuditRecordView record) => record.Action switch
    {
        AuditActions.WithdrawalRequested or AuditActions.WithdrawalCancelled =>
            $"{FinancePaths.Ledger}?q={Uri.EscapeDataString(record.Subject)}&range={Components.DateChoice.All}",
        AuditActions.BatchMade or AuditActions.BatchApproved or AuditActions.BatchDiscarded or AuditActions.BatchExported
            or AuditActions.ResultsImported =>
            FinancePaths.Batch(record.SubjectId),
        AuditActions.AnswerSettled or AuditActions.AnswerAccepted => FinancePaths.Reconciliation,
        AuditActions.MonthClosed => $"{FinancePaths.Months}?month={record.Subject}",
        AuditActions.AdjustmentProposed or AuditActions.AdjustmentPosted or AuditActions.AdjustmentRejected =>
        $"{FinancePaths.Ledger}?tab=adjustments",
        AuditActions.TaxPolicyAdded => FinancePaths.Tax,
        AuditActions.PayeeSet => AdminPaths.Partner(record.SubjectId),
        AuditActions.IdentitySubmitted or AuditActions.IdentityPicturesViewed =>
        $"{AdminPaths.Identities}?state=all&request={record.SubjectId}",
        AuditActions.OrderEvent => $"/admin/orders?range={Components.DateChoice.All}&order={record.SubjectId}",
        AuditActions.OrdersRecorded => $"{AdminPaths.Shops}?shop={record.SubjectId}",
        AuditActions.WorkRetried => AdminPaths.FailedWork,
        AuditActions.SignedIn or AuditActions.SignedOut or AuditActions.SessionEnded or AuditActions.PasswordChanged
        or AuditActions.SecondFactorProved
            or AuditActions.SignInFailed or AuditActions.SignInBlocked
                or AuditActions.SecondFactorFailed when record.SubjectId != Guid.Empty =>
            $"{AdminPaths.Users}?user={record.SubjectId}",
        AuditActions.Added or AuditActions.Changed => HrefOfKind(record),
        _ => null,
    };

    /// <summary>Each value that the record knows under the word that pages use for it.</summary>
    public static IReadOnlyList<Value> Values(AuditRecordView record, IStringLocalizer<AdminTexts> texts)
    {
        var states = StatesOf(record);
        var (before, after) = (Read(record.Before, states, texts), Read(record.After, states, texts));
        return
        [
            .. before.Keys.Union(after.Keys)
                .Select(name => new Value(
                    TextCatalog.Word("AuditValue", name), before.GetValueOrDefault(name), after.GetValueOrDefault(name))),
        ];
    }

    private static string? HrefOfKind(AuditRecordView record) => record.Kind switch
    {
        nameof(App.Partners.Profiles.Partner) => AdminPaths.Partner(record.SubjectId),
        nameof(App.Partners.Profiles.PartnerProgramme) or nameof(App.Partners.BankAccounts.BankAccount) or nameof(App.Traffic.Links.Link)
            when record.PartnerId is { } partner => AdminPaths.Partner(partner),
        nameof(Programme) or nameof(ProgrammeVersion) =>
            $"{Programmes.ProgrammePaths.All}?q={Uri.EscapeDataString(record.Subject.Split(" · ")[0])}",
        nameof(Shop) or nameof(ShopHost) => $"{AdminPaths.Shops}?shop={record.SubjectId}",
        nameof(ApiKey) => $"{AdminPaths.Keys}?revoked=1&q={Uri.EscapeDataString(record.Subject)}",
        nameof(PortalUser) or nameof(Membership) => $"{AdminPaths.Users}?user={record.SubjectId}",
        nameof(EligibilityAccount) => $"/admin/eligibility?state=all&account={record.SubjectId}",
        nameof(RiskAction) => $"/admin/risk?case={record.SubjectId}",
        _ => null,
    };

    /// <summary>One word may mean another state of another thing.</summary>
    private static string StatesOf(AuditRecordView record) => record.Action switch
    {
        AuditActions.AdjustmentProposed or AuditActions.AdjustmentPosted or AuditActions.AdjustmentRejected => "AdjustmentState",
        AuditActions.BatchLineChanged or AuditActions.AnswerAccepted => "PayoutLineState",
        AuditActions.BatchMade or AuditActions.BatchApproved or AuditActions.BatchDiscarded => "PayoutBatchState",
        AuditActions.OrderEvent => "OrderStatus",
        _ => record.Kind switch
        {
            nameof(EligibilityAccount) => "EligibilityState",
            nameof(RiskAction) => "RiskActionKind",
            nameof(Shop) => "ShopKind",
            nameof(App.Traffic.Links.Link) => "LinkKind",
            nameof(App.Partners.Profiles.Partner) => "IdentityState",
            _ => "WithdrawalState",
        },
    };

    private static Dictionary<string, string> Read(string? json, string states, IStringLocalizer<AdminTexts> texts)
    {
        if (json is null)
            return [];

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().Where(one => one.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(one => one.Name, one => Text(one.Name, one.Value, states, texts), StringComparer.Ordinal);
    }

    private static string Text(string name, JsonElement value, string states, IStringLocalizer<AdminTexts> texts) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => Number(name, number),
        JsonValueKind.True or JsonValueKind.False => TextCatalog.Word("AuditValue", value.ValueKind.ToString()),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(one => Text(name, one, states, texts))),
        JsonValueKind.String => Text(name, value.GetString()!, states, texts),
        _ => value.ToString(),
    };

    private static string Number(string name, long number) => name switch
    {
        _ when Money.Contains(name) => new Dong(number).ToString(),
        "rate" => (number / 100m).ToString("0.##", CultureInfo.CurrentCulture) + "%",
        _ => number.ToString("N0", CultureInfo.CurrentCulture),
    };

    private static string Text(string name, string text, string states, IStringLocalizer<AdminTexts> texts) => name switch
    {
        "month" when MoneyFormat.ReadMonth(text) is { } month => MoneyFormat.Month(month),
        "bankCode" => Banks.Find(text)?.Name ?? text,
        "phone" or "phoneNumber" => PhoneText.Of(text),
        "agent" => DeviceName.Of(text) ?? text,
        "rights" => string.Join("; ", text.Split(", ").Select(right => TextCatalog.Word(nameof(StaffRights), right))),
        "scopes" => string.Join("; ", text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(scope => ScopeText(scope, texts))),
        _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
        TextTemplate.Day(day),
        _ when text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var instant)
            && char.IsAsciiDigit(text[0]) =>
            TextTemplate.Minute(instant),

        _ => Words.Prepend(states).Select(kind => TextCatalog.Word(kind, text)).FirstOrDefault(word => word != text) ?? text,
    };

    private static string ScopeText(string scope, IStringLocalizer<AdminTexts> texts) =>
        texts[KeyForm.TextOf(scope)] is { ResourceNotFound: false } word ? word.Value : scope;
}
