using Microsoft.EntityFrameworkCore;
using Portal.App.Access.Users;
using Portal.App.Platform.Data;
using Portal.App.Platform.Security;
using Portal.Domain.Common;
using Portal.Tests.Shared;
using Portal.Tests.Shared.Databases;

namespace Portal.App.Tests.Access;

public sealed class SignInTests
{
    private static Task<Outcome<CheckPassword.Checked>> TryAsync(World world, string? name, string? password) =>
        world.Get<CheckPassword>().RunAsync(Actor.Nobody, new CheckPassword.Input(name, password), CancellationToken.None);

    [DatabaseTheory]
    public async Task The_right_password_signs_in_by_address_in_any_case(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Partner, "Dao@Example.vn".ToLowerInvariant());

        var outcome = await TryAsync(world, "  DAO@example.VN ", World.Password);

        Assert.Equal(person.UserId, outcome.Value.UserId);
        Assert.False(outcome.Value.NeedsCode);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_name_an_invited_and_a_deactivated_person_get_the_same_answer()
    {
        await using var world = await World.CreateAsync();
        var admin = await world.AdminAsync();
        await world.PersonAsync(Role.Partner, "here@example.vn");
        var gone = await world.PersonAsync(Role.Partner, "gone@example.vn");
        await world.Get<DeactivateUser>().RunAsync(admin.Actor, new DeactivateUser.Input(gone.UserId), CancellationToken.None);
        await world.Get<InviteUser>()
            .RunAsync(admin.Actor, new InviteUser.Input("invited@example.vn", null, Role.Auditor), CancellationToken.None);

        var answers = new List<Refusal?>();
        foreach (var name in (string[])["here@example.vn", "nobody@example.vn", "invited@example.vn"])
            answers.Add((await TryAsync(world, name, "khong phai mat khau nay")).Refusal);
        answers.Add((await TryAsync(world, "gone@example.vn", World.Password)).Refusal);

        Assert.All(answers, answer => Assert.Equal(SignInRefusals.Wrong, answer));
    }

    [DatabaseTheory]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        await world.PersonAsync(Role.Partner, "dao@example.vn");

        for (var i = 0; i < 4; i++)
            Assert.Equal(SignInRefusals.Wrong, (await TryAsync(world, "dao@example.vn", "sai roi nhe nhe")).Refusal);
        Assert.Equal(SignInRefusals.Locked, (await TryAsync(world, "dao@example.vn", "sai roi nhe nhe")).Refusal);
        Assert.Equal(SignInRefusals.Locked, (await TryAsync(world, "dao@example.vn", World.Password)).Refusal);

        world.Clock.Advance(SignInAttempts.LockedFor);
        Assert.True((await TryAsync(world, "dao@example.vn", World.Password)).Succeeded);
    }

    [Fact]
    public async Task A_name_without_an_account_locks_in_the_same_way()
    {
        await using var world = await World.CreateAsync();

        var answers = new List<Refusal?>();
        for (var i = 0; i < 6; i++)
            answers.Add((await TryAsync(world, "nobody@example.vn", "sai roi nhe nhe")).Refusal);

        Assert.Equal([.. Enumerable.Repeat(SignInRefusals.Wrong, 4), SignInRefusals.Locked, SignInRefusals.Locked], answers);
    }

    [DatabaseTheory]
    public async Task Guesses_at_the_same_time_are_no_more_than_five(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Partner);
        var attempts = world.Get<SignInAttempts>();

        var taken = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => Task.Run(() =>
            attempts.TakeAsync(person.UserId, person.Email, AttemptOrigin.Unknown, CancellationToken.None))));

        Assert.Equal(SignInAttempts.Allowed, taken.Count(each => each is null));
    }

    [Fact]
    public async Task The_right_password_starts_the_count_again()
    {
        await using var world = await World.CreateAsync();
        await world.PersonAsync(Role.Partner, "dao@example.vn");

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                await TryAsync(world, "dao@example.vn", "sai roi nhe nhe");
            Assert.True((await TryAsync(world, "dao@example.vn", World.Password)).Succeeded);
        }
    }

    [Fact]
    public async Task Missing_name_and_password_are_said_at_their_fields()
    {
        await using var world = await World.CreateAsync();

        var refusal = (await TryAsync(world, " ", "")).Refusal!;

        Assert.Equal(["name", "password"], refusal.Fields.Select(error => error.Field));
    }

    [DatabaseTheory]
    public async Task A_person_with_an_app_needs_its_code_and_no_code_works_twice(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Finance, "ke.toan@example.vn", authenticatorKey: AuthenticatorApp.Key);
        var check = world.Get<CheckCode>();
        var code = AuthenticatorApp.Code();

        Assert.True((await TryAsync(world, "ke.toan@example.vn", World.Password)).Value.NeedsCode);
        var first = await check.RunAsync(Actor.Nobody, new CheckCode.Input(person.UserId, code), CancellationToken.None);
        var second = await check.RunAsync(Actor.Nobody, new CheckCode.Input(person.UserId, code), CancellationToken.None);

        Assert.True(first.Succeeded);
        Assert.Equal(SignInRefusals.WrongCode, second.Refusal);
    }

    [Fact]
    public async Task Wrong_codes_lock_even_when_the_right_password_is_typed_between_them()
    {
        await using var world = await World.CreateAsync();
        var person = await world.PersonAsync(Role.Finance, "ke.toan@example.vn", authenticatorKey: AuthenticatorApp.Key);

        var answers = new List<Refusal?>();
        for (var i = 0; i < 5; i++)
        {
            await TryAsync(world, "ke.toan@example.vn", World.Password);
            answers.Add((await world.Get<CheckCode>()
                .RunAsync(Actor.Nobody, new CheckCode.Input(person.UserId, "00000"), CancellationToken.None)).Refusal);
        }

        Assert.Equal(SignInRefusals.Locked, answers[^1]);
        Assert.Equal(SignInRefusals.Locked, (await TryAsync(world, "ke.toan@example.vn", World.Password)).Refusal);
    }

    [DatabaseTheory]
    public async Task An_app_is_set_up_with_its_first_code_and_recovery_codes_work_once_each(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Admin);
        var key = Totp.NewKey();
        var offer = world.Get<AuthenticatorKeys>().Offer(person.UserId, key);
        var enable = world.Get<EnableAuthenticator>();

        var wrong = await enable.RunAsync(person.Actor, new EnableAuthenticator.Input(offer, "12345"), CancellationToken.None);
        var codes = (await enable.RunAsync(
            person.Actor, new EnableAuthenticator.Input(offer, AuthenticatorApp.Code(Totp.ToBase32(key)), Password: World.Password),
            CancellationToken.None)).Value.RecoveryCodes;
        var check = world.Get<CheckCode>();
        var typed = codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal);
        var first = await check.RunAsync(Actor.Nobody, new CheckCode.Input(person.UserId, typed), CancellationToken.None);
        var second = await check.RunAsync(Actor.Nobody, new CheckCode.Input(person.UserId, typed), CancellationToken.None);

        Assert.Equal("code_wrong", Assert.Single(wrong.Refusal!.Fields).Code);
        Assert.Equal(AuthenticatorKeys.RecoveryCodeCount, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(AuthenticatorKeys.RecoveryCodeCount - 1, first.Value.RecoveryCodesLeft);
        Assert.Equal(SignInRefusals.WrongCode, second.Refusal);
    }

    [Fact]
    public async Task The_key_that_was_offered_to_one_person_is_refused_from_another()
    {
        await using var world = await World.CreateAsync();
        var thief = await world.PersonAsync(Role.Partner);
        var key = Totp.NewKey();
        var offer = world.Get<AuthenticatorKeys>().Offer(Guid.CreateVersion7(), key);

        var outcome = await world.Get<EnableAuthenticator>().RunAsync(
            thief.Actor, new EnableAuthenticator.Input(offer, AuthenticatorApp.Code(Totp.ToBase32(key))), CancellationToken.None);

        Assert.Equal("authenticator_offer_expired", outcome.Refusal!.Code);
    }

    [Fact]
    public async Task Replacing_an_app_takes_a_code_of_the_present_one()
    {
        await using var world = await World.CreateAsync();
        var person = await world.PersonAsync(Role.Finance, authenticatorKey: AuthenticatorApp.Key);
        var key = Totp.NewKey();
        var offer = world.Get<AuthenticatorKeys>().Offer(person.UserId, key);
        var code = AuthenticatorApp.Code(Totp.ToBase32(key));
        var enable = world.Get<EnableAuthenticator>();

        var without = await enable.RunAsync(person.Actor, new EnableAuthenticator.Input(offer, code), CancellationToken.None);
        var with = await enable.RunAsync(
            person.Actor, new EnableAuthenticator.Input(offer, code, AuthenticatorApp.Code()), CancellationToken.None);

        Assert.Equal("presentCode", Assert.Single(without.Refusal!.Fields).Field);
        Assert.True(with.Succeeded);
    }

    [Fact]
    public async Task Keys_and_recovery_codes_are_not_readable_in_the_database()
    {
        await using var world = await World.CreateAsync();
        var person = await world.PersonAsync(Role.Finance, authenticatorKey: AuthenticatorApp.Key);

        await using var db = await world.DbAsync();
        var stored = (await db.Users.SingleAsync(user => user.Id == person.UserId)).AuthenticatorKeyProtected!;

        Assert.DoesNotContain(Convert.ToHexString(Totp.FromBase32(AuthenticatorApp.Key)), Convert.ToHexString(stored));
    }

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long unixSeconds, string code)
    {
        var key = "12345678901234567890"u8.ToArray();
        var now = DateTimeOffset.FromUnixTimeSeconds(unixSeconds);

        Assert.Equal(unixSeconds / 30, Totp.MatchingStep(key, code, now));
        Assert.Equal(code, AuthenticatorApp.CodeAt(Totp.ToBase32(key), now));
        Assert.Equal(key, Totp.FromBase32(Totp.ToBase32(key)));
    }

    [Theory]
    [InlineData("ngan qua", "password_too_short")]
    [InlineData("1234567890", "password_too_common")]
    [InlineData("Matkhau@123", "password_too_common")]
    [InlineData("P@ssword2026!", "password_too_common")]
    [InlineData("aaaaaaaaaaaa", "password_too_common")]
    [InlineData("qwertyuiop", "password_too_common")]
    [InlineData("Anh yêu em nhiều", "password_too_common")]
    [InlineData("nguyenthidao", "password_like_name")]
    [InlineData("dao.nguyen@example.vn", "password_like_name")]
    [InlineData("ba con mèo leo cây cau", null)]
    [InlineData("tramhuongxanh7", null)]
    public void Passwords_are_judged_by_length_and_by_how_easily_they_are_guessed(string password, string? code) =>
        Assert.Equal(code, PasswordPolicy.Check("password", password, "dao.nguyen@example.vn", "Nguyễn Thị Đào")?.Code);

    [DatabaseTheory]
    public async Task R10_5_A_session_begins_only_in_a_role_of_ones_own(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var person = await world.PersonAsync(Role.Auditor);
        var other = await world.PersonAsync(Role.Admin);

        var own = await world.Get<BeginSession>().RunAsync(Actor.Nobody, new BeginSession.Input(person.UserId), CancellationToken.None);
        var foreign = await world.Get<SwitchRole>().RunAsync(
            person.Actor with { SessionId = own.Value.Id }, new SwitchRole.Input(other.MembershipId), CancellationToken.None);

        Assert.Equal(Role.Auditor, own.Value.Role);
        Assert.Equal(RefusalKind.NotFound, foreign.Refusal!.Kind);
    }

    [DatabaseTheory]
    public async Task A_session_ends_with_deactivation_password_and_the_loss_of_its_role(DatabaseProvider provider)
    {
        await using var world = await World.CreateAsync(provider);
        var admin = await world.AdminAsync();
        var sessions = world.Get<SessionQueries>();
        var answers = new List<bool>();
        foreach (var end in (Func<World.Person, Task>[])
        [
            _ => Task.CompletedTask,
            person => world.Get<DeactivateUser>().RunAsync(admin.Actor, new DeactivateUser.Input(person.UserId), CancellationToken.None),
            person => world.Get<ChangePassword>()
            .RunAsync(person.Actor, new ChangePassword.Input(World.Password, "mot mat khau khac han 9"), CancellationToken.None),
            person => world.Get<RevokeMembership>()
            .RunAsync(admin.Actor, new RevokeMembership.Input(person.UserId, person.MembershipId), CancellationToken.None),
        ])
        {
            var person = await world.PersonAsync(Role.Auditor);
            var session = (await world.Get<BeginSession>()
                .RunAsync(Actor.Nobody, new BeginSession.Input(person.UserId), CancellationToken.None)).Value;
            await end(person);
            answers.Add(await sessions.HoldsAsync(session.Id, CancellationToken.None));
        }

        Assert.Equal([true, false, false, false], answers);
    }

    [Fact]
    public async Task Guesses_at_the_present_password_lock_as_well()
    {
        await using var world = await World.CreateAsync();
        var person = await world.PersonAsync(Role.Partner);
        var change = world.Get<ChangePassword>();

        for (var i = 0; i < 5; i++)
            await change.RunAsync(
                person.Actor, new ChangePassword.Input("sai roi nhe nhe", "mot mat khau khac han 9"), CancellationToken.None);
        var outcome = await change.RunAsync(
            person.Actor, new ChangePassword.Input(World.Password, "mot mat khau khac han 9"), CancellationToken.None);

        Assert.Equal(SignInRefusals.Locked, outcome.Refusal);
    }
}
