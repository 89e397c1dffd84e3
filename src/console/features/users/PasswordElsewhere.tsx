/** For somebody from another directory. */
export const PasswordElsewhere = () => (
  <p>This person signs in elsewhere: no password is kept here, and none can be set.</p>
)
