namespace Portal.App.Partners.IdentityVerification;

/// <summary>
/// The agreement that partners consent to. Its clauses are texts of the page (<c>Agreement_…</c>); whoever changes one gives it a new
/// version, so that it stays known what each partner consented to.
/// </summary>
public static class PartnerAgreement
{
    public const string Version = "2026-11";

    /// <summary>How many clauses it has.</summary>
    public const int Clauses = 7;
}
