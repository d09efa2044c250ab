using Portal.App.Platform.Data;
using Portal.Domain.Common;
using Portal.Domain.Disputes;
using Portal.Domain.Ledger;

namespace Portal.App.Platform.Settings;

/// <summary>
/// Every setting of the portal, bound once at the start. <c>appsettings.example.json</c> documents each with its default; a
/// test binds that file and fails on one that is unknown or missing.
/// </summary>
public sealed class PortalSettings
{
    public DatabaseSettings Database { get; init; } = new();

    public ConnectionStringSettings ConnectionStrings { get; init; } = new();

    public DataSettings Data { get; init; } = new();

    public DemoSettings Demo { get; init; } = new();

    public ClockSettings Clock { get; init; } = new();

    public HostSettings Portal { get; init; } = new();

    public TrackingSettings Tracking { get; init; } = new();

    public SecuritySettings Security { get; init; } = new();

    public SessionSettings Sessions { get; init; } = new();

    public MonitoringSettings Monitoring { get; init; } = new();

    public TelemetrySettings Telemetry { get; init; } = new();

    public MailSettings Mail { get; init; } = new();

    public LimitSettings Limits { get; init; } = new();

    public OrderSettings Orders { get; init; } = new();

    public EligibilitySettings Eligibility { get; init; } = new();

    public RiskSettings Risk { get; init; } = new();

    public IdentitySettings Identity { get; init; } = new();

    public EvidenceSettings Evidence { get; init; } = new();

    public WithdrawalSettings Withdrawals { get; init; } = new();

    public LedgerSettings Ledger { get; init; } = new();

    public SettlementSettings Settlement { get; init; } = new();

    public DisputeSettings Disputes { get; init; } = new();

    public DocumentSettings Documents { get; init; } = new();
}

/// <summary>What stands on documents that the portal issues.</summary>
public sealed class DocumentSettings
{
    /// <summary>The company in whose name they are issued.</summary>
    public string Organisation { get; init; } = "Portal";

    /// <summary>Its registered address; empty: not printed.</summary>
    public string Address { get; init; } = "";

    /// <summary>Its tax code; empty: not printed.</summary>
    public string TaxCode { get; init; } = "";

    /// <summary>Where people ask about a document: telephone or e-mail; empty: not printed.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Who signs as chief accountant; empty: the line is left to sign on.</summary>
    public string ChiefAccountant { get; init; } = "";

    /// <summary>Who signs for the company; empty: the line is left to sign on.</summary>
    public string Director { get; init; } = "";
}

public sealed class DisputeSettings
{
    /// <summary>How long whoever has the turn has to answer (R8.3).</summary>
    public TimeSpan DueWithin { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long before that they are reminded.</summary>
    public TimeSpan RemindBefore { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How often admins are told of a case that is past.</summary>
    public TimeSpan EscalateEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long after a decision it can be appealed.</summary>
    public TimeSpan AppealWithin { get; init; } = TimeSpan.FromDays(14);

    public DisputeClock Clock() => new(DueWithin, RemindBefore, EscalateEvery, AppealWithin);
}

public sealed class OrderSettings
{
    /// <summary>How long before its order an event may be dated and still count, at the order's time; zero refuses any.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromMinutes(5);
}

public sealed class DatabaseSettings
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>Server databases: bring the schema up to date at the start. SQLite always does.</summary>
    public bool MigrateAtStart { get; init; }
}

public sealed class ConnectionStringSettings
{
    /// <summary>Empty on SQLite: <c>portal.db</c> in the data directory.</summary>
    public string Portal { get; init; } = "";
}

public sealed class DataSettings
{
    /// <summary>Where files, keys and the SQLite databases live, relative to the working directory.</summary>
    public string Directory { get; init; } = "data/";
}

public sealed class DemoSettings
{
    /// <summary>Fill a fresh database with the five programmes, people and orders. Empty: only in Development.</summary>
    public bool? Seed { get; init; }

    /// <summary>About how many orders the demonstration's year has.</summary>
    public int Orders { get; init; } = 8000;
}

public sealed class ClockSettings
{
    /// <summary>Start the portal's clock here; refused in Production.</summary>
    public DateTimeOffset? Now { get; init; }
}

public sealed class HostSettings
{
    /// <summary>
    /// Where people and shops reach the portal; link addresses and mails are made from it. Empty: where the server listens.
    /// </summary>
    public string PublicUrl { get; init; } = "";

    /// <summary>E-mail address of the first administrator, who is invited at the start while the portal has none.</summary>
    public string FirstAdmin { get; init; } = "";

    /// <summary>The operator's first API key, made at the start when no other has its value.</summary>
    public string BootstrapAdminKey { get; init; } = "";

    /// <summary>
    /// Addresses of the proxies in front of the portal, comma-separated. Only they are believed about the visitor's address
    /// and scheme; without them a proxy looks like one visitor who does everything.
    /// </summary>
    public string KnownProxies { get; init; } = "";

    /// <summary>Serve a constant redirect to measure against; refused in Production.</summary>
    public bool Benchmark { get; init; }
}

public sealed class TrackingSettings
{
    /// <summary>This node's number in click ids, 0 to 1023; empty: drawn at the start.</summary>
    public int? Node { get; init; }

    /// <summary>How many clicks may wait for the disk before further ones go unrecorded.</summary>
    public int Buffer { get; init; } = 50_000;

    /// <summary>How long a customer waits for their click's commit before they are sent on without it.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// SQLite: how large the file of the clicks may grow, so that a flood of them leaves room for money. Empty: as large as the disk.
    /// </summary>
    public int? ClickFileMegabytes { get; init; }
}

public sealed class SecuritySettings
{
    /// <summary>
    /// Secret that seals the keys of hashes and click tokens, at least 32 characters. Empty: made once and kept in the data directory.
    /// </summary>
    public string MatchingKey { get; init; } = "";

    /// <summary>Secrets before that one, newest first: needed until every node has started with the new one.</summary>
    public IReadOnlyList<string> PreviousMatchingKeys { get; init; } = [];

    /// <summary>
    /// Until when signatures of version 1, which cover the body alone, are accepted; a time in the past ends them at once.
    /// </summary>
    public DateTimeOffset SignatureV1Until { get; init; } = new(2027, 6, 1, 0, 0, 0, TimeSpan.FromHours(7));
}

/// <summary>
/// Who may see the measures, the parts of the readiness and the API's description. In Production nobody whom it does not name.
/// </summary>
public sealed class MonitoringSettings
{
    /// <summary>Sent as <c>Authorization: Bearer</c>.</summary>
    public string Key { get; init; } = "";

    /// <summary>A port that the portal listens on and that strangers do not reach.</summary>
    public int? Port { get; init; }

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>), comma-separated.</summary>
    public string Addresses { get; init; } = "";
}

/// <summary>Where measures and traces are sent to, besides <c>/metrics</c>, which says the measures to whoever may ask.</summary>
public sealed class TelemetrySettings
{
    /// <summary>
    /// Address of a collector that takes OTLP over gRPC, such as <c>http://collector:4317</c>; null: nothing is sent, and no traces are
    /// made.
    /// </summary>
    public Uri? OtlpEndpoint { get; init; }
}

public sealed class SessionSettings
{
    /// <summary>After this without anything done a session of the operator's people is over.</summary>
    public TimeSpan OperatorIdle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>After this since the sign-in it is over, however busy it was.</summary>
    public TimeSpan OperatorWhole { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The same for partners and shops.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The same for partners and shops.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromDays(30);
}

public sealed class MailSettings
{
    /// <summary>SMTP server; empty: mails are written as files to the data directory's <c>mail</c> folder.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; } = 587;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public string From { get; init; } = "portal@localhost";
}

public sealed class EligibilitySettings
{
    /// <summary>How long the mail of an approved invitation waits, so that the approval can be undone.</summary>
    public TimeSpan MailDelay { get; init; } = TimeSpan.FromMinutes(10);
}

public sealed class IdentitySettings
{
    /// <summary>How often a partner may send their card to be verified; after that the operator decides about them without one.</summary>
    public int MostTries { get; init; } = 5;
}

public sealed class EvidenceSettings
{
    /// <summary>
    /// Where the ClamAV daemon listens, which looks at what is brought as evidence: <c>unix:/run/clamav/clamd.ctl</c> or
    /// <c>host:3310</c>. Empty: nothing is looked at. While it does not answer, no evidence is taken.
    /// </summary>
    public string ClamAv { get; init; } = "";
}

public sealed class WithdrawalSettings
{
    /// <summary>How long after a partner added another bank account money may go there; their first can be used at once.</summary>
    public TimeSpan BankAccountCoolOff { get; init; } = TimeSpan.FromDays(3);
}

public sealed class SettlementSettings
{
    /// <summary>How long a shop can confirm or dispute a weekly statement before it becomes final by itself (R7.8).</summary>
    public TimeSpan ReviewWindow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many days after it is made an invoice is due (R7.9).</summary>
    public int InvoiceDueDays { get; init; } = 15;

    /// <summary>True: what a later week leaves in a shop's favour first goes against its open invoices (R7.9).</summary>
    public bool SetOffInvoices { get; init; }
}

public sealed class LedgerSettings
{
    /// <summary>
    /// How many đồng, given and taken added up, one person may correct on a local day without a second one; the same is the most that may
    /// so be corrected of one partner.
    /// </summary>
    public long AdjustmentLimit { get; init; } = 1_000_000;

    /// <summary>The same in a local month.</summary>
    public long AdjustmentMonthLimit { get; init; } = 5_000_000;

    public AdjustmentLimits Limits() => new(new Dong(AdjustmentLimit), new Dong(AdjustmentMonthLimit));

    /// <summary>By which day of the next month a month is to be closed (R6.4); a close that comes later says so to both sides.</summary>
    public int CloseByDay { get; init; } = 5;
}

public sealed class RiskSettings
{
    /// <summary>From how many clicks of one visitor on one partner's links within an hour on they are a flood.</summary>
    public int ClicksOfVisitor { get; init; } = 30;

    /// <summary>The same for one address, behind which a mobile operator may have many people.</summary>
    public int ClicksOfAddress { get; init; } = 100;

    /// <summary>An order that was placed sooner after its click is impossible. Zero: none is.</summary>
    public TimeSpan MinFromClick { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a device clash that only spoils the week stands out as well; by R5.5 it does not.</summary>
    public bool WeekClashes { get; init; }

    /// <summary>How long after a hold somebody has to look at it again.</summary>
    public TimeSpan ReviewWithin { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How often admins are told of a hold that nobody looked at in time.</summary>
    public TimeSpan EscalateEvery { get; init; } = TimeSpan.FromDays(1);
}

public sealed class LimitSettings
{
    /// <summary>API calls a minute for one key.</summary>
    public int RequestsPerMinute { get; init; } = 6000;

    /// <summary>Sign-in attempts a minute from one address.</summary>
    public int SignInsPerMinute { get; init; } = 20;

    /// <summary>Largest body of an API call in bytes.</summary>
    public long BodyBytes { get; init; } = 5 * 1024 * 1024;

    /// <summary>Largest order report that can be imported, in bytes.</summary>
    public long ImportBytes { get; init; } = 50 * 1024 * 1024;
}
