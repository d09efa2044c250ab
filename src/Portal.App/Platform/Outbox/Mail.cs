namespace Portal.App.Platform.Outbox;

/// <summary>What a mail is about; its words are in <see cref="MailTexts"/>.</summary>
public enum MailKind
{
    Invitation,
    RoleGranted,
    PasswordReset,
    PasswordChanged,
    AuthenticatorChanged,
    AuthenticatorReset,
    EligibilityInvitation,
    RiskEscalation,
    IdentityApproved,
    IdentityRejected,
    BankAccountAdded,
    BankAccountRemoved,
    WithdrawalPaid,
    WithdrawalReturned,
    WithdrawalHeld,
    StatementReady,
    PartnerStatementReady,
    InvoiceIssued,
    SettlementPaid,
    SettlementReturned,
    DisputeFiled,
    DisputeMessage,
    DisputeInformation,
    DisputeDecided,
    DisputeWithdrawn,
    DisputeReminder,
    DisputeEscalation,
    ExportReady,
}

/// <summary>
/// A mail as it waits in the outbox: to whom, what about, and the facts in it. Its words are chosen when it is sent.
/// </summary>
/// <param name="Facts">
/// What the words name. <c>link</c> is a path of the portal without a leading slash; <c>role</c> is the code of a role;
/// instants are ISO 8601.
/// </param>
public sealed record Mail(string Address, string Name, string Language, MailKind Kind, IReadOnlyDictionary<string, string> Facts)
{
    public Mail With(string fact, string value) =>
        this with { Facts = new Dictionary<string, string>(Facts, StringComparer.Ordinal) { [fact] = value } };
}
