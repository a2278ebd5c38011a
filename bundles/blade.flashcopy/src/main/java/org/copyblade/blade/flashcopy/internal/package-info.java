/** Copies volumes of a DS8000 by FlashCopy. */
package org.copyblade.blade.flashcopy.internal;
