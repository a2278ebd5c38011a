package org.copyblade.system.ims.internal;

import java.util.List;

/** What the scripted z/OS lists. */
final class Listings {

    private Listings() {}

    static final String RECON = String.join(
            "\n",
            "1IMS VERSION 15 RELEASE 1 DATA BASE RECOVERY CONTROL              PAGE 0002",
            " LIST.RECON STATUS",
            " RECON",
            " RECOVERY CONTROL DATA SET, IMS V15R1",
            " DMB#=12    INIT TOKEN=24100F0801020F",
            " FORCER    LOG DSN CHECK=CHECK44    STARTNEW=NO",
            " TAPE UNIT=    DASD UNIT=SYSALLDA  SSID=IMS1",
            " -DDNAME-      -STATUS-       -DATA SET NAME-",
            " RECON1        COPY1          BANKPRD.RECON1",
            " RECON2        COPY2          BANKPRD.RECON2",
            " RECON3        SPARE          BANKPRD.RECON3",
            " NUMBER OF REGISTERED DATABASES =    12",
            " DSP0180I  NUMBER OF RECORDS LISTED IS        1",
            " DSP0203I  COMMAND COMPLETED WITH CONDITION CODE 00",
            "");

    static final String DATABASES = String.join(
            "\n",
            "0LIST.DB ALL",
            "0------------------------------",
            " DB",
            " DBD=ACCT0001    DMB#=2    TYPE=IMS",
            " SHARE LEVEL=3    GSGNAME=**NULL**    USID=0000000007",
            " FLAGS:    COUNTERS:",
            " BACKOUT NEEDED    =OFF    RECOVERY NEEDED COUNT   =0",
            "0------------------------------",
            " DBDS",
            " DSN=BANKPRD.DB.ACCT0001    TYPE=IMS",
            " DBD=ACCT0001  DDN=ACCTDD1  DSID=001 DBORG=HDAM   DSORG=OSAM",
            " CAGRP=CAG1    GENMAX=3    IC AVAIL=0    IC USED=2    DSSN=00000009",
            " FLAGS:    COUNTERS:",
            " IC NEEDED    =OFF  IC RECOMMENDED =ON  RECOV NEEDED   =OFF  EEQE COUNT =0",
            " ALLOC",
            "  ALLOC   =2024.123 08:00:00.100000 -05:00  *  ALLOC LRID =0",
            "   DSSN=0000000009 USID=0000000007  START = 2024.123 07:55:00.000000 -05:00",
            " IMAGE",
            "  RUN    =2024.123 02:00:00.000000 -05:00  *  RECORD COUNT =1001",
            "   IC1  DSN=BANKPRD.IC.ACCTDD1.G0007V00  UNIT=3390  FILE SEQ=0001 VOLSER=ARC001",
            "0------------------------------",
            " DBDS",
            " DSN=BANKPRD.DB.BRANCH    TYPE=IMS",
            " DBD=BRANCH01  DDN=BRANDD1  DSID=001 DBORG=HDAM   DSORG=OSAM",
            " IC NEEDED    =OFF  RECOV NEEDED   =ON  EEQE COUNT =0",
            " ALLOC",
            "  ALLOC   =2024.123 08:00:00.100000 -05:00  *  ALLOC LRID =0",
            "  DEALLOC =2024.123 09:00:00.100000 -05:00",
            "");

    /** Of a HALDB while its online reorganization has a cursor; the place of that field among the others is (unconfirmed). */
    static final String PARTITION = String.join(
            "\n",
            "0------------------------------",
            " DB",
            " DBD=PARTA  MASTER DB=MASTER01    TYPE=PART",
            " FLAGS:    COUNTERS:",
            " BACKOUT NEEDED    =OFF    RECOVERY NEEDED COUNT   =0",
            " OLREORG CURSOR ACTIVE =YES    ONLINE REORG CAPABLE =YES",
            "");

    static final String SUBSYSTEMS = String.join(
            "\n",
            "0LIST.SUBSYS ALL",
            "0------------------------------",
            " SSYS",
            " SSID=IMS1       LOG START=2024.123 07:55:00.000000 -05:00",
            " SSTYPE=ONLINE   ABNORMAL TERM=OFF",
            "0------------------------------",
            " SSYS",
            " SSID=IMS2       LOG START=2024.123 07:55:00.000000 -05:00",
            " SSTYPE=ONLINE   ABNORMAL TERM=OFF",
            "");

    /** A batch job that is under way (unconfirmed layout). */
    static final String BATCH_JOB = String.join(
            "\n",
            "0------------------------------",
            " SSYS",
            " SSID=PAYROLL    LOG START=2024.123 07:55:00.000000 -05:00",
            " SSTYPE=BATCH    ABNORMAL TERM=OFF",
            "");

    static final String LOGS = String.join(
            "\n",
            "0LIST.OLDS",
            "0------------------------------",
            " PRIOLD",
            " SSID=IMS1  # DD ENTRIES=1",
            " DDNAME=DFSOLP00  DSN=BANKPRD.IMS1.OLP00",
            " START = 2024.123 07:55:00.000000 -05:00  STATUS=ACTIVE",
            "0------------------------------",
            " SECOLD",
            " SSID=IMS1  # DD ENTRIES=1",
            " DDNAME=DFSOLS00  DSN=BANKPRD.IMS1.OLS00",
            " DSP0211I  COMMAND PROCESSING COMPLETE",
            " DSP0211I  HIGHEST CONDITION CODE = 00",
            "");

    static final String ARCHIVES = String.join(
            "\n",
            "0LIST.LOG",
            "0------------------------------",
            " PRISLD    RECORD SIZE=    1104",
            "  START = 2024.123 07:55:00.000000 -05:00*    SSID=IMS1    VERSION=15.1",
            "  STOP  = 2024.123 09:55:00.000000 -05:00    #DSN=1",
            "  FIRST RECORD ID= 0000000000000001    PRILOG TOKEN= 0",
            "   DSN=BANKPRD.SLDSP.IMS1.D24123.T0755000.V00    UNIT=SYSDA",
            "   START = 2024.123 07:55:00.000000 -05:00 FIRST DS LSN= 0000000000000001",
            "   STOP  = 2024.123 09:55:00.000000 -05:00 LAST  DS LSN= 0000000000000128",
            "0------------------------------",
            " PRISLD    RECORD SIZE=    1104",
            "  START = 2024.123 07:55:00.000000 -05:00*    SSID=IMS2    VERSION=15.1",
            "   STOP  = 2024.123 09:55:00.000000 -05:00 LAST  DS LSN= 0000000000000100",
            "");

    static final String CATALOG = String.join(
            "\n",
            "1IDCAMS  SYSTEM SERVICES                                           TIME: 10:15:02",
            "0CLUSTER ------- BANKPRD.DB.ACCT0001",
            "     IN-CAT --- UCAT.DATA",
            "0   DATA ------- BANKPRD.DB.ACCT0001.DATA",
            "      VOLUMES",
            "        VOLSER------------IMSDB1     DEVTYPE------X'3010200F'     FSEQN------------------0",
            "        VOLSER------------IMSDB2     DEVTYPE------X'3010200F'     FSEQN------------------0",
            "0IDC0001I FUNCTION COMPLETED, HIGHEST CONDITION CODE WAS 0",
            "");

    /** Name, volume, catalog, whether on several volumes. */
    static final List<String[]> DATA_SETS = List.of(
            new String[] {"BANKPRD.DB.ACCT0001", "*VSAM*", "UCAT.DATA", "N"},
            new String[] {"BANKPRD.DB.ACCT0001.DATA", "IMSDB1", "UCAT.DATA", "Y"},
            new String[] {"BANKPRD.DB.BRANCH", "IMSDB2", "UCAT.DATA", "N"},
            new String[] {"BANKPRD.RECON1", "IMSLG1", "UCAT.LOG", "N"},
            new String[] {"BANKPRD.RECON2", "IMSLG2", "UCAT.LOG", "N"},
            new String[] {"BANKPRD.RECON3", "IMSSYS", "UCAT.LOG", "N"},
            new String[] {"BANKPRD.IMS1.OLP00", "IMSLG1", "UCAT.LOG", "N"},
            new String[] {"BANKPRD.IMS1.OLS00", "IMSLG2", "UCAT.LOG", "N"},
            new String[] {"BANKPRD.IMS1.WADS0", "IMSLG1", "UCAT.LOG", "N"},
            new String[] {"BANKPRD.IMS1.RDS", "IMSSYS", "UCAT.LOG", "N"},
            new String[] {"UCAT.DATA", "IMSDB2", "CATALOG.MASTER", "N"},
            new String[] {"UCAT.LOG", "IMSLG2", "CATALOG.MASTER", "N"},
            new String[] {"PAY.MASTER", "IMSDB1", "UCAT.PAY", "N"},
            new String[] {"CATALOG.MASTER", "SYSRES", "CATALOG.MASTER", "N"});
}
