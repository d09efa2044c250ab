namespace Portal.App.Security;

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
