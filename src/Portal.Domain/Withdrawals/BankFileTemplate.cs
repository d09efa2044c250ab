namespace Portal.Domain.Withdrawals;

/// <summary>What a column of a bank's payment file says of a transfer.</summary>
public enum BankFileColumn
{
    Number,
    Account,
    Holder,
    BankName,

    /// <summary>The bank's six digits in NAPAS's network.</summary>
    BankBin,
    Amount,
    Currency,

    /// <summary>What the transfer says; our reference, by which the answer is matched.</summary>
    Reference,
}

/// <summary>
/// How a bank wants the payments of a batch laid out when they are uploaded to it: columns in its order, under its headings.
/// </summary>
/// <param name="Code">Of the bank that pays, as <see cref="Banks"/> has it; <c>GENERIC</c> for any other.</param>
public sealed record BankFileTemplate(string Code, string Name, IReadOnlyList<(BankFileColumn Column, string Heading)> Columns)
{
    public const string Generic = "GENERIC";

    /// <summary>The general one first.</summary>
    public static readonly IReadOnlyList<BankFileTemplate> All =
    [
        new(Generic, "Mẫu chung",
        [
            (BankFileColumn.Number, "STT"), (BankFileColumn.Reference, "Mã tham chiếu"), (BankFileColumn.Account, "Số tài khoản"),
                (BankFileColumn.Holder, "Tên người thụ hưởng"),
            (BankFileColumn.BankName, "Ngân hàng"), (BankFileColumn.BankBin, "Mã ngân hàng"), (BankFileColumn.Amount, "Số tiền"),
                (BankFileColumn.Currency, "Loại tiền"),
        ]),
        new("VCB", "Vietcombank",
        [
            (BankFileColumn.Number, "STT"), (BankFileColumn.Account, "Số tài khoản"), (BankFileColumn.Holder, "Tên người thụ hưởng"),
                (BankFileColumn.BankName, "Ngân hàng thụ hưởng"),
            (BankFileColumn.Amount, "Số tiền"), (BankFileColumn.Reference, "Nội dung"),
        ]),
        new("TCB", "Techcombank",
        [
            (BankFileColumn.Reference, "Mã tham chiếu"), (BankFileColumn.Amount, "Số tiền"), (BankFileColumn.Holder, "Tên người thụ hưởng"),
                (BankFileColumn.Account, "Số tài khoản"),
            (BankFileColumn.BankBin, "Mã ngân hàng"), (BankFileColumn.Currency, "Loại tiền"),
        ]),
        new("BIDV", "BIDV",
        [
            (BankFileColumn.Number, "STT"), (BankFileColumn.Holder, "Tên người thụ hưởng"), (BankFileColumn.Account, "Số tài khoản"),
                (BankFileColumn.BankBin, "Mã ngân hàng"),
            (BankFileColumn.BankName, "Ngân hàng"), (BankFileColumn.Amount, "Số tiền"), (BankFileColumn.Reference, "Nội dung chuyển khoản"),
        ]),
    ];

    public static BankFileTemplate? Find(string code) =>
        All.FirstOrDefault(template => string.Equals(template.Code, code, StringComparison.OrdinalIgnoreCase));
}
