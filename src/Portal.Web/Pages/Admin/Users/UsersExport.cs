using Microsoft.Extensions.Localization;
using Portal.App.Access.Users;
using Portal.App.Documents.Exports;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.App.Platform.Texts;
using Portal.Web.Components.Exports;

namespace Portal.Web.Pages.Admin.Users;

/// <summary>People with accounts as a file.</summary>
public sealed class UsersExport(IStringLocalizer<UserTexts> texts) : PagedList<UserQueries.UserRow>(
    ExportSide.Operator, ListName, UserPermissions.Read, "name", ListFilters.Of("q").Enum<Role>("role").Enum<UserState>("state"))
{
    public const string ListName = "users";

    public override string Title => texts["Title"];

    /// <summary>What the address says, for the page too.</summary>
    public static UserQueries.Filter Filter(Func<string, string?> read) =>
        new(read("q"), ListExports.Choice<Role>(read("role")), ListExports.Choice<UserState>(read("state")));

    protected override ExportColumns<UserQueries.UserRow> Columns() => new ExportColumns<UserQueries.UserRow>()
        .Text("name", texts["Name"], row => row.Name)
        .Text("email", texts["Email"], row => row.Email)
        .Text("roles", texts["Roles"], row => string.Join(", ", row.Memberships.Select(held => TextCatalog.Of(held.Role))))
        .Word("state", texts["State"], row => row.State, state => TextCatalog.Word(state))
        .Word("secondFactor", texts["SecondFactor"], row => row.HasAuthenticator ? "on" : "off",
            row => texts[row.HasAuthenticator ? "SecondFactorOn" : "SecondFactorOff"])
        .Instant("lastSignInAt", texts["LastSignIn"], row => row.LastSignInAt)
        .Instant("createdAt", texts["Since"], row => row.CreatedAt);

    protected override Task<PageOf<UserQueries.UserRow>> PageAsync(
        ExportSource source, PageRequest page, CancellationToken cancellationToken) =>
        source.Snapshot.Of<UserQueries>().ListAsync(source.Actor, Filter(source.Read), page, cancellationToken);
}
