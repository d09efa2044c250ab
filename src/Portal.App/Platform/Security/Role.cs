namespace Portal.App.Platform.Security;

/// <summary>What a person is to an organisation; each role has a menu of its own.</summary>
public enum Role
{
    /// <summary>Cộng tác viên: of one partner.</summary>
    Partner,

    /// <summary>Chủ tiệm: of one shop.</summary>
    ShopOwner,

    /// <summary>Nhân viên cửa hàng: of one shop, without its settings and people.</summary>
    ShopStaff,

    /// <summary>Kế toán: the operator's.</summary>
    Finance,

    /// <summary>Kế toán duyệt chi: approves what another finance user made.</summary>
    FinanceApprover,

    /// <summary>Quản trị.</summary>
    Admin,

    /// <summary>Kiểm soát: sees what admins and finance see, changes nothing.</summary>
    Auditor,
}

/// <summary>What follows from a role alone.</summary>
public static class Roles
{
    /// <summary>
    /// True for those who move money, decide about others, or see everybody's data: without a second factor in this session they may do
    /// nothing but set one up.
    /// </summary>
    public static bool NeedsSecondFactor(this Role role) => role.IsOfOperator();

    /// <summary>The operator's own roles.</summary>
    public static readonly IReadOnlyList<Role> OfOperator = [Role.Finance, Role.FinanceApprover, Role.Admin, Role.Auditor];

    /// <summary>True for the operator's own people.</summary>
    public static bool IsOfOperator(this Role role) => OfOperator.Contains(role);

    /// <summary>True for the roles of one partner; the membership names them.</summary>
    public static bool IsOfPartner(this Role role) => role is Role.Partner;

    /// <summary>True for the roles of one shop; the membership names it.</summary>
    public static bool IsOfShop(this Role role) => role is Role.ShopOwner or Role.ShopStaff;
}
