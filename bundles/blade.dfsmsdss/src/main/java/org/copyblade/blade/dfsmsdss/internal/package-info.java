/** Copies volumes and data sets of z/OS by DFSMSdss. */
package org.copyblade.blade.dfsmsdss.internal;
