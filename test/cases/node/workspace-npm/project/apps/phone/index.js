import { registerRootComponent } from 'expo'
