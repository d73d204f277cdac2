locals {
  a = 1
  !
}
