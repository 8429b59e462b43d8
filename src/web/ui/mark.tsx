/** The mark of UpCRM: a U whose right arm rises. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" focusable="false">
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <g fill="none" stroke="var(--on-accent)" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round">
        <path d="M5.6 6.4v4.9a4.1 4.1 0 0 0 8.2 0V5.2" />
        <path d="M11 7.6l2.8-2.9 2.8 2.9" />
      </g>
    </svg>
  )
}
