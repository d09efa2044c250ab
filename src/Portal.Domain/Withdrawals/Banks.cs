namespace Portal.Domain.Withdrawals;

/// <summary>
/// The banks in Vietnam that a withdrawal can be paid to, the largest first. Facts of NAPAS's public list; a bank that goes is kept, for
/// the accounts that name it.
/// </summary>
public static class Banks
{
    public static readonly IReadOnlyList<Bank> All =
    [
        new("VCB", "970436", "Vietcombank"),
        new("ICB", "970415", "VietinBank"),
        new("BIDV", "970418", "BIDV"),
        new("VBA", "970405", "Agribank"),
        new("TCB", "970407", "Techcombank"),
        new("MB", "970422", "MB Bank"),
        new("ACB", "970416", "ACB"),
        new("VPB", "970432", "VPBank"),
        new("TPB", "970423", "TPBank"),
        new("STB", "970403", "Sacombank"),
        new("HDB", "970437", "HDBank"),
        new("VIB", "970441", "VIB"),
        new("SHB", "970443", "SHB"),
        new("EIB", "970431", "Eximbank"),
        new("MSB", "970426", "MSB"),
        new("OCB", "970448", "OCB"),
        new("SEAB", "970440", "SeABank"),
        new("LPB", "970449", "LPBank"),
        new("NAB", "970428", "Nam A Bank"),
        new("ABB", "970425", "ABBank"),
        new("BAB", "970409", "Bac A Bank"),
        new("VAB", "970427", "VietABank"),
        new("NCB", "970419", "NCB"),
        new("PVCB", "970412", "PVcomBank"),
        new("SCB", "970429", "SCB"),
        new("KLB", "970452", "KienlongBank"),
        new("BVB", "970438", "BAOVIET Bank"),
        new("VCCB", "970454", "BVBank"),
        new("SGICB", "970400", "Saigonbank"),
        new("PGB", "970430", "PGBank"),
        new("VIETBANK", "970433", "Vietbank"),
        new("GPB", "970408", "GPBank"),
        new("CBB", "970444", "CBBank"),
        new("OCEANBANK", "970414", "OceanBank"),
        new("DOB", "970406", "DongA Bank"),
        new("COOPBANK", "970446", "Co-opBank"),
        new("VBSP", "999888", "Ngân hàng Chính sách xã hội"),
        new("IVB", "970434", "Indovina Bank"),
        new("VRB", "970421", "VRB"),
        new("SHBVN", "970424", "Shinhan Bank"),
        new("WVN", "970457", "Woori Bank"),
        new("PBVN", "970439", "Public Bank"),
        new("UOB", "970458", "UOB"),
        new("HLBVN", "970442", "Hong Leong Bank"),
        new("SCVN", "970410", "Standard Chartered"),
        new("HSBC", "458761", "HSBC"),
        new("CIMB", "422589", "CIMB Bank"),
        new("DBS", "796500", "DBS Bank"),
        new("CITIBANK", "533948", "Citibank"),
        new("KBANK", "668888", "Kasikornbank"),
        new("CAKE", "546034", "CAKE by VPBank"),
        new("UBANK", "546035", "Ubank by VPBank"),
        new("TIMO", "963388", "Timo"),
    ];

    private static readonly Dictionary<string, Bank> ByCode = All.ToDictionary(bank => bank.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The bank with this code, however it is written; null when there is none.</summary>
    public static Bank? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code.Trim());
}
