import { accountTables } from './accounts/account.table.ts'
import { AuditTable } from './audit/audit.table.ts'
import { billingTables } from './billing/billing.table.ts'
import { callTables } from './calls/call.table.ts'
import { demoTables } from './demo/demoCity.table.ts'
import type { Schema } from './kernel/database.ts'
import { DeliveryTable } from './kernel/delivery.ts'
import { EventTable } from './kernel/event.ts'
import { hotlineTables } from './hotline/hotline.table.ts'
import { InvoicedBillTable } from './invoicing/invoicedBill.table.ts'
import { JobTable } from './kernel/job.table.ts'
import { SequenceTable } from './kernel/sequence.table.ts'
import { LedgerTable } from './ledger/ledger.table.ts'
import { meteringTables } from './metering/metering.table.ts'
import { Kernel1700000000001 } from './migrations/0001-kernel.ts'
import { Staff1700000000002 } from './migrations/0002-staff.ts'
import { Residents1700000000003 } from './migrations/0003-residents.ts'
import { Partners1700000000004 } from './migrations/0004-partners.ts'
import { Accounts1700000000005 } from './migrations/0005-accounts.ts'
import { Billing1700000000006 } from './migrations/0006-billing.ts'
import { Metering1700000000007 } from './migrations/0007-metering.ts'
import { Payments1700000000008 } from './migrations/0008-payments.ts'
import { Demo1700000000009 } from './migrations/0009-demo.ts'
import { Outages1700000000010 } from './migrations/0010-outages.ts'
import { Workorders1700000000011 } from './migrations/0011-workorders.ts'
import { Uploads1700000000012 } from './migrations/0012-uploads.ts'
import { Invoicing1700000000013 } from './migrations/0013-invoicing.ts'
import { Calls1700000000014 } from './migrations/0014-calls.ts'
import { Voicemails1700000000015 } from './migrations/0015-voicemails.ts'
import { Hotline1700000000016 } from './migrations/0016-hotline.ts'
import { Telephone1700000000017 } from './migrations/0017-telephone.ts'
import { Deadlines1700000000018 } from './migrations/0018-deadlines.ts'
import { Proofs1700000000019 } from './migrations/0019-proofs.ts'
import { Skips1700000000020 } from './migrations/0020-skips.ts'
import { noticeTables } from './notices/notice.table.ts'
import { outageTables } from './outages/outage.table.ts'
import { partnerTables } from './partners/partner.table.ts'
import { paymentTables } from './payments/payment.table.ts'
import { residentTables } from './residents/resident.table.ts'
import { seatTables } from './seats/seat.table.ts'
import { staffTables } from './staff/staff.table.ts'
import { uploadTables } from './uploads/upload.table.ts'
import { voicemailTables } from './voicemails/voicemail.table.ts'
import { workOrderTables } from './workorders/workOrder.table.ts'

/** The core's part of the schema; other folders bring theirs, and the wiring puts them together. */
export const coreSchema: Schema = {
  tables: [
    EventTable,
    DeliveryTable,
    JobTable,
    SequenceTable,
    AuditTable,
    ...staffTables,
    ...residentTables,
    ...partnerTables,
    ...accountTables,
    ...billingTables,
    ...meteringTables,
    ...paymentTables,
    LedgerTable,
    InvoicedBillTable,
    ...demoTables,
    ...noticeTables,
    ...outageTables,
    ...workOrderTables,
    ...uploadTables,
    ...callTables,
    ...seatTables,
    ...voicemailTables,
    ...hotlineTables,
  ],
  migrations: [
    Kernel1700000000001,
    Staff1700000000002,
    Residents1700000000003,
    Partners1700000000004,
    Accounts1700000000005,
    Billing1700000000006,
    Metering1700000000007,
    Payments1700000000008,
    Demo1700000000009,
    Outages1700000000010,
    Workorders1700000000011,
    Uploads1700000000012,
    Invoicing1700000000013,
    Calls1700000000014,
    Voicemails1700000000015,
    Hotline1700000000016,
    Telephone1700000000017,
    Deadlines1700000000018,
    Proofs1700000000019,
    Skips1700000000020,
  ],
}
