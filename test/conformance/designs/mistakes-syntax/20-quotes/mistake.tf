locals {
  text = 'single'
}
