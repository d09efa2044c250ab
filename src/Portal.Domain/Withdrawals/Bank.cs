namespace Portal.Domain.Withdrawals;

/// <summary>Where an account is held.</summary>
/// <param name="Code">The short code that VietQR and bank files use, as <c>VCB</c>; stable.</param>
/// <param name="Bin">The six digits by which transfers between banks are routed.</param>
/// <param name="Name">The name that people know the bank by.</param>
public sealed record Bank(string Code, string Bin, string Name);
