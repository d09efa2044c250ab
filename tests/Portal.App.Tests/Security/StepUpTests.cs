using Microsoft.EntityFrameworkCore;
using Portal.App.Access.ApiKeys;
using Portal.App.Access.Users;
using Portal.App.Money.Withdrawals;
using Portal.App.Partners.BankAccounts;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Security;

/// <summary>Nobody leads money anywhere without a second factor of the last ten minutes, whatever their role.</summary>
public sealed class StepUpTests
{
    private const string Required = "second_factor_required";

    private static int accounts;

    private sealed record Payee(World World, Guid Partner, Guid Account, string Name);

    /// <summary>What leads money: each with what it answers.</summary>
    private static readonly IReadOnlyDictionary<string, Func<Payee, Actor, Task<Refusal?>>> Deeds = new Dictionary<string, Func<Payee,
        Actor, Task<Refusal?>>>
    {
        ["ask"] = async (payee, actor) => (await payee.World.Get<RequestWithdrawal>().RunAsync(
            actor, payee.Partner, new RequestWithdrawal.Input(100_000, payee.Account), default)).Refusal,
        ["add"] = async (payee, actor) => (await payee.World.Get<AddBankAccount>().RunAsync(
            actor, payee.Partner, new AddBankAccount.Input("VCB", $"00719{Interlocked.Increment(ref accounts):00000000}", payee.Name),
            default)).Refusal,
        ["remove"] = async (payee, actor) => (await payee.World.Get<RemoveBankAccount>().RunAsync(actor, payee.Account, default)).Refusal,
    };

    [DatabaseTheory]
    public async Task Money_is_led_only_with_a_second_factor_of_the_last_ten_minutes(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var (partner, account) = await world.HasPayeeAsync(1_000_000);
        var payee = new Payee(world, partner.Id, account.Id, partner.NameSearch.ToUpperInvariant());
        var person = await world.PersonAsync(Role.Partner, partnerId: partner.Id, authenticatorKey: AuthenticatorApp.Key);
        var session = (await world.Get<BeginSession>().RunAsync(Actor.Nobody, new BeginSession.Input(person.UserId), default)).Value;
        var own = person.Actor with { SessionId = session.Id };

        foreach (var deed in Deeds.Values)
        {
            Assert.Equal(Required, (await deed(payee, own))?.Code);
            Assert.Equal(Required, (await deed(payee, own with { SessionId = null }))?.Code);
        }

        var wrong = await world.Get<ProveSecondFactor>().RunAsync(own, new ProveSecondFactor.Input("000"), default);
        Assert.Equal(Required, (await Deeds["ask"](payee, own))?.Code);
        var right = await world.Get<ProveSecondFactor>().RunAsync(own, new ProveSecondFactor.Input(AuthenticatorApp.Code()), default);
        world.Clock.Advance(FreshFor - TimeSpan.FromSeconds(1));
        Assert.Null(await Deeds["ask"](payee, own));
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("code_wrong", Assert.Single(wrong.Refusal!.Fields).Code);
        Assert.True(right.Succeeded);
        foreach (var deed in Deeds.Values)
            Assert.Equal(Required, (await deed(payee, own))?.Code);
    }

    [Fact]
    public async Task The_operators_people_are_no_exception_and_keys_are_programs()
    {
        await using var world = await World.CreateAsync();
        var (partner, account) = await world.HasPayeeAsync(1_000_000);
        var payee = new Payee(world, partner.Id, account.Id, partner.NameSearch.ToUpperInvariant());
        var admin = await world.AdminAsync();
        var session = (await world.Get<BeginSession>()
            .RunAsync(Actor.Nobody, new BeginSession.Input(admin.UserId, SecondFactor: true), default)).Value;
        world.Clock.Advance(FreshFor);
        var made = await world.Get<CreateApiKey>().RunAsync(
            world.Admin, new CreateApiKey.Input("Chi trả", PartnerId: partner.Id, Scopes: ["read", "withdrawals"]), default);
        var key = (await world.Get<ApiKeyDirectory>().FindAsync(made.Value.Key, default))!.Actor;

        Assert.Equal(Required, (await Deeds["add"](payee, admin.Actor with { SessionId = session.Id }))?.Code);
        Assert.Null(await Deeds["ask"](payee, key));
    }

    [Fact]
    public async Task A_factor_that_was_proved_in_one_session_says_nothing_of_another()
    {
        await using var world = await World.CreateAsync();
        var (partner, account) = await world.HasPayeeAsync(1_000_000);
        var payee = new Payee(world, partner.Id, account.Id, partner.NameSearch.ToUpperInvariant());
        var person = await world.PersonAsync(Role.Partner, partnerId: partner.Id);
        var begin = world.Get<BeginSession>();
        var proved = (await begin.RunAsync(Actor.Nobody, new BeginSession.Input(person.UserId, SecondFactor: true), default)).Value;
        var stolen = (await begin.RunAsync(Actor.Nobody, new BeginSession.Input(person.UserId), default)).Value;

        Assert.Equal(Required, (await Deeds["ask"](payee, person.Actor with { SessionId = stolen.Id }))?.Code);
        Assert.Null(await Deeds["ask"](payee, person.Actor with { SessionId = proved.Id }));
    }

    [DatabaseTheory]
    public async Task The_first_authenticator_takes_the_password_again(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Partner);
        var session = (await world.Get<BeginSession>().RunAsync(Actor.Nobody, new BeginSession.Input(person.UserId), default)).Value;
        var own = person.Actor with { SessionId = session.Id };
        var key = Totp.NewKey();
        var input = new EnableAuthenticator.Input(
            world.Get<AuthenticatorKeys>().Offer(person.UserId, key), AuthenticatorApp.Code(Totp.ToBase32(key)));
        var enable = world.Get<EnableAuthenticator>();

        var without = await enable.RunAsync(own, input, default);
        var wrong = await enable.RunAsync(own, input with { Password = "khong phai mat khau" }, default);
        var right = await enable.RunAsync(own, input with { Password = World.Password }, default);

        Assert.Equal(("password", "required"), Only(without.Refusal!));
        Assert.Equal(("password", "password_wrong"), Only(wrong.Refusal!));
        Assert.True(right.Succeeded);
        await using var db = await world.DbAsync();
        Assert.Equal(world.Clock.GetUtcNow(), (await db.UserSessions.SingleAsync(row => row.Id == right.Value.SessionId)).SecondFactorAt);
    }

    [Fact]
    public async Task Guesses_at_the_password_when_setting_up_an_authenticator_are_counted()
    {
        await using var world = await World.CreateAsync();
        var person = await world.PersonAsync(Role.Partner);
        var key = Totp.NewKey();
        var input = new EnableAuthenticator.Input(
            world.Get<AuthenticatorKeys>().Offer(person.UserId, key), AuthenticatorApp.Code(Totp.ToBase32(key)));
        for (var i = 0; i < SignInAttempts.Allowed; i++)
            await world.Get<EnableAuthenticator>().RunAsync(person.Actor, input with { Password = "khong phai mat khau" }, default);

        var right = await world.Get<EnableAuthenticator>().RunAsync(person.Actor, input with { Password = World.Password }, default);

        Assert.Equal(SignInRefusals.Locked, right.Refusal);
    }

    private static TimeSpan FreshFor => TimeSpan.FromMinutes(10);

    private static (string Field, string Code) Only(Refusal refusal) => Assert.Single(refusal.Fields) is var error
        ? (error.Field, error.Code) : default;
}
